"""Exporting: everything leaves as files, and comes back from them as it was."""

import io
import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.drafts import editing
from articles.models import (
    Article,
    ArticlePicture,
    BreedFact,
    Category,
    Contributor,
    Edition,
    ImportRecord,
    Picture,
    Reference,
    Species,
)
from articles.publishing import publish, withdraw
from articles.transfer import NotEmpty, export_folder, import_folder
from tests.articles.transfer.content_files import files_of
from tests.factories import (
    CategoryFactory,
    ContributorFactory,
    DraftArticleFactory,
    LiveArticleFactory,
    PictureFactory,
    ReferenceFactory,
    SpeciesFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LIBRARY = [Article, Picture, Category, Species, Contributor, ImportRecord]

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


def empty_library(media: Path) -> None:
    """As on a new site: neither rows nor files."""
    for model in LIBRARY:
        model._default_manager.all().delete()
    shutil.rmtree(media, ignore_errors=True)


def exported(folder: Path) -> dict[str, bytes]:
    export = export_folder(folder)
    assert export.problems == []
    return files_of(folder)


def after_a_round_trip(tmp_path: Path, media: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The files of a first export, and those of another from what they were imported to."""
    first = exported(tmp_path / "first")
    empty_library(media)
    assert import_folder(tmp_path / "first").problems == []
    return first, exported(tmp_path / "second")


def full_article(text: str, **fields: str) -> Article:
    """Something in every field, and `text` in each that takes any words."""
    author = ContributorFactory(
        name=text[:80], role=text, is_vet=True, credentials=text, biography=PARAGRAPHS, interests=text
    )
    rug = PictureFactory(alt=text, caption=text, credit=text, licence=text, tone="dusk-ground", size=(60, 40))
    moon = PictureFactory(alt="", is_decorative=True, size=(71, 33))
    category = CategoryFactory(name=text, short_name=text[:30], description=text, picture=rug, position=7)
    cats = SpeciesFactory(name=text, singular=text, accent="sky", description=text, picture=moon)
    article: Article = DraftArticleFactory(
        kind="breed",
        title=text,
        standfirst=PARAGRAPHS,
        description=text,
        answer=text,
        key_points=f"{text.splitlines()[0]}\nAnother",
        body=f"    code comes first\n\n{text}\n\nCited.[^b2] [^a1]\n\n---\n\nAfter a line.",
        category=category,
        author=author,
        species=[cats, SpeciesFactory()],
        is_featured=True,
        **fields,
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

    def rows(model: type, *without: str) -> list[dict[str, object]]:
        hidden = {"id", "pk", "picture_id", "article_id", "reference_id", "created_at", *without}
        found = model._default_manager.order_by("pk").values()  # type: ignore[attr-defined]
        return [{name: value for name, value in row.items() if name not in hidden} for row in found]

    bookkeeping = ["category_id", "author_id", "changed_at", "version", "parts", "digest", "approved_digest"]
    return {
        "articles": rows(Article, *bookkeeping),
        "parts": [article.parts for article in Article.objects.order_by("pk")],
        "gallery": list(
            ArticlePicture.objects.order_by("position").values_list("picture__key", "caption", "position")
        ),
        "references": rows(Reference),
        "facts": rows(BreedFact),
        "fact references": list(BreedFact.objects.values_list("label", "reference__key")),
        "pictures": rows(Picture),
        "contributors": rows(Contributor),
        "categories": rows(Category),
        "species": sorted(rows(Species), key=lambda row: str(row["slug"])),
        "shown": list(Category.objects.values_list("slug", "picture__key"))
        + list(Species.objects.order_by("slug").values_list("slug", "picture__key")),
        "editions": list(Edition.objects.values_list("note", "updated_at__date", "body_html", "urgency")),
    }


@pytest.mark.parametrize("text", AWKWARD)
def test_every_field_survives_the_way_out_and_in_and_the_second_export_is_the_same_bytes(
    text: str, tmp_path: Path, media: Path
) -> None:
    publish(full_article(text), by=None, note=text, updated_at=timezone.now() - timedelta(days=400))
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


def test_files_are_laid_out_as_a_person_would_write_them(tmp_path: Path) -> None:
    article = LiveArticleFactory(slug="wag", title="Why: do dogs wag?", lead=PictureFactory(key="rug"))
    article.species.set([SpeciesFactory(slug="dogs"), SpeciesFactory(slug="cats")])
    ReferenceFactory(article=article, key="study1906", sample_size=24)
    article.body = "## What happens\n\nIt wags.[^study1906]\n\n\n"
    article.save()
    publish(article, by=None, note="Said anew", updated_at=timezone.now().replace(2024, 3, 5))

    text = exported(tmp_path / "out")["articles/wag.md"].decode()

    assert text == (
        "---\n"
        'title: "Why: do dogs wag?"\n'
        "kind: article\n"
        f"category: {article.category.slug}\n"
        "species: [cats, dogs]\n"
        f"author: {article.author.slug}\n"
        "urgency: no-worry\n"
        "standfirst: They do it for a reason.\n"
        "answer: Because they can.\n"
        "key_points:\n"
        "  - It is normal.\n"
        "  - It passes.\n"
        "pictures: [rug]\n"
        "references:\n"
        "  study1906:\n"
        "    authors: Sherrington CS\n"
        "    year: 1906\n"
        "    title: Observations on the scratch-reflex in the spinal dog\n"
        "    source: Journal of Physiology\n"
        "    locator: 34, 1–50\n"
        '    doi: ""\n'
        '    url: ""\n'
        '    evidence: ""\n'
        '    studied: ""\n'
        "    sample_size: 24\n"
        "note: Said anew\n"
        "updated: 2024-03-05\n"
        "---\n"
        "\n"
        "## What happens\n"
        "\n"
        "It wags.[^study1906]\n"
    )


def test_line_ends_of_a_browser_leave_as_those_of_a_file(tmp_path: Path) -> None:
    LiveArticleFactory(slug="wag", body="One.\r\n\r\nTwo.\r\n", standfirst="A\r\nB", key_points="C\r\nD")

    files = exported(tmp_path / "out")

    assert not any(b"\r" in content for name, content in files.items() if not name.endswith(".webp"))
    assert files["articles/wag.md"].endswith(b"\n\nOne.\n\nTwo.\n")


def test_references_keep_the_order_in_which_they_were_written(tmp_path: Path, media: Path) -> None:
    article = DraftArticleFactory(slug="wag", body="Cited.[^zz] [^aa]")
    for key in ("zz", "aa", "mm"):
        ReferenceFactory(article=article, key=key)

    first, second = after_a_round_trip(tmp_path, media)

    head = yaml.safe_load(second["articles/wag.md"].split(b"---")[1])
    assert list(head["references"]) == ["zz", "aa", "mm"]
    assert first == second


def test_a_breed_file_has_a_folder_of_its_own(tmp_path: Path) -> None:
    LiveArticleFactory(slug="cavalier", kind="breed")

    assert "breeds/cavalier.md" in exported(tmp_path / "out")


def test_the_login_of_a_contributor_is_not_exported(tmp_path: Path) -> None:
    ContributorFactory(user=UserFactory(username="secret-login"))

    assert not any(b"secret-login" in content for content in exported(tmp_path / "out").values())


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
    publish(draft, by=None, at=timezone.now() + timedelta(days=1))
    return draft


def with_a_successor() -> Article:
    article: Article = LiveArticleFactory(slug="wag")
    publish(article, by=None, at=timezone.now() + timedelta(days=1))
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


def test_a_picture_with_better_words_makes_no_draft_of_the_pages_that_show_it(tmp_path: Path) -> None:
    picture = PictureFactory()
    LiveArticleFactory(slug="wag", lead=picture)
    Picture.objects.update(alt="Better words")
    editing.picture_changed(Picture.objects.get(), by=None)

    assert b"draft" not in exported(tmp_path / "out")["articles/wag.md"]


def test_named_articles_leave_with_all_they_need_and_nothing_else(tmp_path: Path, media: Path) -> None:
    lead, drawing, shelf = (PictureFactory(key=key) for key in ("lead", "drawing", "shelf"))
    category = CategoryFactory(slug="facts", picture=shelf)
    LiveArticleFactory(slug="wag", lead=lead, category=category, body=f"![](picture:{drawing.key})")
    LiveArticleFactory(slug="bark", lead=PictureFactory(key="other"))

    call_command("export_articles", str(tmp_path / "out"), "wag", verbosity=0)

    files = files_of(tmp_path / "out")
    assert sorted(name for name in files if "/" in name) == [
        "articles/wag.md",
        "pictures/drawing.webp",
        "pictures/lead.webp",
        "pictures/shelf.webp",
    ]
    assert list(yaml.safe_load(files["categories.yaml"])) == ["facts"]
    empty_library(media)
    assert import_folder(tmp_path / "out").problems == []
    assert [edition.article.slug for edition in Edition.objects.live()] == ["wag"]


def test_named_articles_are_added_to_the_lists_of_a_folder(tmp_path: Path) -> None:
    LiveArticleFactory(slug="wag", category=CategoryFactory(slug="facts"))
    LiveArticleFactory(slug="bark", category=CategoryFactory(slug="sounds"))
    export_folder(tmp_path / "out", ["wag"])

    export_folder(tmp_path / "out", ["bark"], overwrite=True)

    files = files_of(tmp_path / "out")
    assert list(yaml.safe_load(files["categories.yaml"])) == ["facts", "sounds"]
    assert {"articles/wag.md", "articles/bark.md"} < files.keys()


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("export_articles", *arguments, stdout=out)
    return out.getvalue()


def test_an_address_that_no_article_has_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    LiveArticleFactory(slug="wag")

    with pytest.raises(CommandError, match="There is no article with the address bark, growl."):
        run(str(tmp_path / "out"), "wag", "growl", "bark")

    assert not (tmp_path / "out").exists()


def test_the_command_says_what_it_wrote(tmp_path: Path) -> None:
    LiveArticleFactory(lead=PictureFactory())
    DraftArticleFactory()

    assert (
        run(str(tmp_path / "out"))
        == f"2 articles, 1 of them drafts, and 1 pictures written to {tmp_path / 'out'}\n"
    )


def test_a_folder_with_files_is_left_alone_unless_told(tmp_path: Path) -> None:
    LiveArticleFactory(slug="wag")
    (tmp_path / "out" / "articles").mkdir(parents=True)
    for name in ("notes.txt", "articles/wag.md", "articles/older.md"):
        (tmp_path / "out" / name).write_text("Mine")

    with pytest.raises(CommandError, match="is not empty. --overwrite writes into it all the same."):
        run(str(tmp_path / "out"))
    assert set(files_of(tmp_path / "out").values()) == {b"Mine"}
    said = run(str(tmp_path / "out"), "--overwrite")

    files = files_of(tmp_path / "out")
    assert files["articles/wag.md"].startswith(b"---\n")
    assert (files["notes.txt"], files["articles/older.md"]) == (b"Mine", b"Mine")
    assert said.startswith("Not of this library, and left as it was: articles/older.md\n")


def test_overwriting_with_the_same_library_changes_no_byte(tmp_path: Path) -> None:
    LiveArticleFactory(lead=PictureFactory())
    before = exported(tmp_path / "out")

    export_folder(tmp_path / "out", overwrite=True)

    assert files_of(tmp_path / "out") == before


def test_a_folder_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("Mine")

    with pytest.raises(CommandError, match=r"/file/out cannot be written: Not a directory\."):
        run(str(tmp_path / "file" / "out"))


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_an_export_that_fails_leaves_every_file_whole(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    LiveArticleFactory(slug="wag", lead=PictureFactory(key="rug"))
    before = exported(tmp_path / "out")
    Article.objects.update(title="Another title")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(CommandError, match="cannot be written: No space left on device"):
        run(str(tmp_path / "out"), "--overwrite")

    assert files_of(tmp_path / "out") == before


def test_an_export_that_fails_leaves_no_new_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    LiveArticleFactory()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        export_folder(tmp_path / "new" / "out")

    assert not (tmp_path / "new" / "out").exists()


def test_a_picture_whose_files_are_gone_is_named_and_the_rest_is_written(tmp_path: Path, media: Path) -> None:
    PictureFactory(key="rug", alt="Words that stay")
    gone = PictureFactory(key="gone", size=(111, 77))
    for name in gone.image.names:
        (media / name).unlink()

    with pytest.raises(CommandError, match="The files of the picture “gone” are missing or broken."):
        run(str(tmp_path / "out"))

    files = files_of(tmp_path / "out")
    assert "pictures/rug.webp" in files
    assert "pictures/gone.webp" not in files
    assert list(yaml.safe_load(files["pictures.yaml"])) == ["rug", "gone"]


def test_an_export_brought_back_to_its_own_site_changes_nothing(tmp_path: Path) -> None:
    LiveArticleFactory(slug="wag", lead=PictureFactory())
    before = exported(tmp_path / "out")

    report = import_folder(tmp_path / "out")

    assert (report.problems, report.created, report.updated) == ([], [], [])
    assert "articles/wag" in report.kept
    assert exported(tmp_path / "again") == before


def test_an_import_passes_by_what_an_export_is_just_writing(tmp_path: Path) -> None:
    LiveArticleFactory(slug="wag")
    exported(tmp_path / "out")
    shutil.copytree(tmp_path / "out" / "articles", tmp_path / "out" / ".export-abc" / "articles")

    assert import_folder(tmp_path / "out").problems == []


def test_a_large_library_leaves_with_few_queries(
    tmp_path: Path, django_assert_max_num_queries: object
) -> None:
    category, author, animals = CategoryFactory(), ContributorFactory(), [SpeciesFactory()]
    for _ in range(12):
        LiveArticleFactory(category=category, author=author, species=animals)

    with django_assert_max_num_queries(17):  # type: ignore[operator]  # pytest-django's fixture
        export_folder(tmp_path / "out")


def test_a_full_folder_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("Mine")

    with pytest.raises(NotEmpty):
        export_folder(tmp_path)
