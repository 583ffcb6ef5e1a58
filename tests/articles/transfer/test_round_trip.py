"""What is exported comes back from its files as it was."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import Model
from django.utils import timezone

from articles.drafts import editing
from articles.models import (
    Article,
    ArticlePicture,
    BreedFact,
    Category,
    Contributor,
    Edition,
    Picture,
    Reference,
    Species,
)
from articles.publishing import Release, publish, withdraw
from tests.articles.transfer.content_files import after_a_round_trip, files_of
from tests.factories import (
    CategoryFactory,
    ContributorFactory,
    DraftArticleFactory,
    LiveArticleFactory,
    PictureFactory,
    ReferenceFactory,
    SpeciesFactory,
)

pytestmark = pytest.mark.django_db


# What YAML, Markdown and front matter each give a meaning of their own.
AWKWARD = [
    "Plain words",
    "A colon: and a # sign",
    "\"Quoted\" and 'quoted'",
    "- a dash first",
    "yes",
    "null",
    "2024-01-01",
    "1906",
    "--- three dashes",
    "[a], {b: c}, *d, &e, !f, | > % @ `",
    "Größe · naïve · “inside” · 犬 · 🐕",
    "back\\slash \\n",
    "a tab\tin it",
    "a line\u2028apart",
]


PARAGRAPHS = 'One paragraph.\n\n  Another: indented, with “quotes” and "quotes".\n---\nA third.'


def full_article(text: str, slug: str, *, is_featured: bool) -> Article:
    """Something in every field, and `text` in each that takes any words; `slug` begins every name."""
    author = ContributorFactory(
        slug=slug,
        name=text[:80],
        role=text,
        is_vet=True,
        credentials=text,
        biography=PARAGRAPHS,
        interests=text,
    )
    words = {"alt": text, "caption": text, "credit": text, "licence": text}
    rug = PictureFactory(key=f"{slug}-rug", tone="dusk-ground", size=(60, 40), **words)
    moon = PictureFactory(key=f"{slug}-moon", alt="", is_decorative=True, size=(71, 33))
    category = CategoryFactory(
        slug=slug, name=text, short_name=text[:30], description=text, picture=rug, position=7
    )
    cats = SpeciesFactory(
        slug=f"{slug}-cats", name=text, singular=text, accent="sky", description=text, picture=moon
    )
    article: Article = DraftArticleFactory(
        slug=slug,
        kind="breed",
        title=text,
        standfirst=PARAGRAPHS,
        description=text,
        answer=text,
        key_points=f"{text.splitlines()[0]}\nAnother",
        body=f"    code comes first\n\n{text}\n\nCited.[^b2] [^a1]\n\n---\n\nAfter a line.",
        category=category,
        author=author,
        species=[cats, SpeciesFactory(slug=f"{slug}-others")],
        is_featured=is_featured,
    )
    ArticlePicture.objects.create(article=article, picture=moon, position=1)
    ArticlePicture.objects.create(article=article, picture=rug, position=2, caption=text)
    reference = ReferenceFactory(
        article=article,
        key="b2",
        authors=text,
        title=text,
        source=text,
        locator=text,
        doi="10.1000/182",
        url="https://example.org/?a=b&c=d#e",
        evidence="survey",
        studied=text,
        sample_size=0,
    )
    ReferenceFactory(article=article, key="a1", year=None)
    BreedFact.objects.create(article=article, label=text[:40], value=text, reference=reference, position=1)
    BreedFact.objects.create(article=article, label="Another", value="no", position=2)
    return article


def everything_said() -> dict[str, object]:
    """All that the library says, without numbers of rows and times of the day."""

    def rows(model: type[Model], *without: str, order: str = "pk") -> list[dict[str, object]]:
        hidden = {"id", "pk", "picture_id", "article_id", "reference_id", "created_at", *without}
        found = model._default_manager.order_by(order, "pk").values()
        return [{name: value for name, value in row.items() if name not in hidden} for row in found]

    bookkeeping = ["category_id", "author_id", "changed_at", "version", "parts", "digest", "approved_digest"]
    return {
        "articles": rows(Article, *bookkeeping),
        "parts": [article.parts for article in Article.objects.order_by("pk")],
        "gallery": list(
            ArticlePicture.objects.order_by("article", "position").values_list(
                "article__slug", "picture__key", "caption", "position"
            )
        ),
        "references": rows(Reference),
        "facts": rows(BreedFact),
        "fact references": list(
            BreedFact.objects.order_by("pk").values_list("article__slug", "label", "reference__key")
        ),
        "pictures": rows(Picture, order="key"),
        "contributors": rows(Contributor, order="slug"),
        "categories": rows(Category, order="slug"),
        "species": rows(Species, order="slug"),
        "shown": list(Category.objects.order_by("slug").values_list("slug", "picture__key"))
        + list(Species.objects.order_by("slug").values_list("slug", "picture__key")),
        "editions": list(
            Edition.objects.order_by("article").values_list(
                "article__slug", "note", "updated_at__date", "body_html", "urgency"
            )
        ),
    }


def test_every_field_survives_the_way_out_and_in_and_the_second_export_is_the_same_bytes(
    tmp_path: Path, media: Path
) -> None:
    for number, text in enumerate(AWKWARD, start=10):
        # One article at most leads the home page.
        article = full_article(text, f"text-{number}", is_featured=number == 10)
        release = Release(note=text, updated_at=timezone.now() - timedelta(days=400))
        publish(article, by=None, release=release)
    before = everything_said()

    first, second = after_a_round_trip(tmp_path, media)

    assert second == first
    assert everything_said() == before


def test_the_files_of_the_pictures_come_back_as_they_were(tmp_path: Path, media: Path) -> None:
    LiveArticleFactory(lead=PictureFactory(size=(2000, 901)))
    before = files_of(media)

    after_a_round_trip(tmp_path, media)

    assert files_of(media) == before


def test_a_picture_from_before_there_were_masters_comes_back_the_same_each_time(
    tmp_path: Path, media: Path
) -> None:
    picture = PictureFactory()
    (media / picture.image.master_name).unlink()

    first, second = after_a_round_trip(tmp_path, media)

    assert second == first
    assert f"pictures/{picture.key}.webp" in first


def drafted() -> Article:
    draft: Article = DraftArticleFactory(slug="wag")
    return draft


def changed_since() -> Article:
    article: Article = LiveArticleFactory(slug="wag")
    article.answer = "Nobody approved this."
    editing.record(article, by=None)
    return article


def scheduled() -> Article:
    draft = drafted()
    publish(draft, by=None, release=Release(at=timezone.now() + timedelta(days=1)))
    return draft


def with_a_successor() -> Article:
    article: Article = LiveArticleFactory(slug="wag")
    publish(article, by=None, release=Release(at=timezone.now() + timedelta(days=1)))
    return article


def withdrawn() -> Article:
    article: Article = LiveArticleFactory(slug="wag")
    withdraw(article, by=None)
    return article


@pytest.mark.parametrize("make", [drafted, changed_since, scheduled, with_a_successor, withdrawn])
def test_what_readers_do_not_see_leaves_as_a_draft_and_comes_back_as_one(
    make: object, tmp_path: Path, media: Path
) -> None:
    make()  # type: ignore[operator]  # one of the above

    first, second = after_a_round_trip(tmp_path, media)

    assert b"\ndraft: true\n" in first["articles/wag.md"]
    assert second == first
    assert not Edition.objects.exists()
    assert Article.objects.get().history.count() == 1
