"""A version of the history goes back into the working copy, as far as its parts still exist."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User

from articles.drafts import editing
from articles.drafts.fields import contents_of, contents_of_version
from articles.drafts.locking import Conflict
from articles.drafts.restoring import restore
from articles.models import Article, ArticlePicture, BreedFact, Category, Contributor, Picture, Species
from articles.models.article import Kind, Stage
from articles.publishing import NotAllowed, approve, publish, sign, submit
from articles.publishing.signing import sign_off_of
from tests.factories import (
    AuthorFactory,
    CategoryFactory,
    ContributorFactory,
    DraftArticleFactory,
    EditorFactory,
    PictureFactory,
    ReferenceFactory,
    SpeciesFactory,
    VetFactory,
    live_edition,
)

pytestmark = pytest.mark.django_db

DUE = datetime(2030, 11, 22, tzinfo=UTC).date()


@pytest.fixture
def article() -> Article:
    """With everything an article can have."""
    article = DraftArticleFactory(
        species=[SpeciesFactory(slug="dogs")],
        category=CategoryFactory(slug="facts"),
        author=ContributorFactory(slug="editors"),
        body="The dog does it [^study1906].\n\n![](picture:rug)",
    )
    for position, key in enumerate(("rug", "basket"), start=1):
        place: dict[str, Any] = {"picture": PictureFactory(key=key), "caption": f"The {key}"}
        ArticlePicture.objects.create(article=article, position=position, **place)
    ReferenceFactory(article=article, key="book1920")
    study = ReferenceFactory(article=article, key="study1906", year=1906, sample_size=24)
    for position, label in enumerate(("Weight", "Height"), start=1):
        BreedFact.objects.create(
            article=article, label=label, value="Small", reference=study, position=position
        )
    return article


@pytest.fixture
def version(article: Article) -> Any:
    return editing.record(article, by=None, why="As it was")


def fresh(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def change_everything(article: Article) -> None:
    for field in ("title", "standfirst", "description", "answer", "key_points", "body"):
        setattr(article, field, f"Another {field}")
    article.urgency = "watch"
    article.category, article.author = CategoryFactory(slug="health"), ContributorFactory(slug="vera")
    article.species.set([SpeciesFactory(slug="cats")])
    article.gallery.all().delete()
    ArticlePicture.objects.create(article=article, picture=PictureFactory(key="bowl"))
    article.references.filter(key="book1920").delete()
    article.references.filter(key="study1906").update(year=1999, sample_size=None)
    ReferenceFactory(article=article, key="new2020")
    article.facts.filter(label="Weight").delete()
    article.facts.update(value="Huge", reference=None)
    editing.record(article, by=None, why="Everything changed")


def test_everything_a_reader_sees_is_put_back(article: Article, version: Any) -> None:
    before = contents_of(fresh(article))
    change_everything(fresh(article))
    assert contents_of(fresh(article)) != before

    restoration = restore(article, version, by=None)

    assert contents_of(fresh(article)) == before == contents_of_version(version)
    assert fresh(article).digest == version.digest
    assert restoration.left_out == []
    assert restoration.article == article


def test_the_order_of_gallery_and_facts_is_put_back(article: Article, version: Any) -> None:
    article.gallery.filter(picture__key="rug").update(position=9)
    article.facts.filter(label="Weight").update(position=9)
    editing.record(fresh(article), by=None)

    restore(article, version, by=None)

    assert list(article.gallery.values_list("picture__key", flat=True)) == ["rug", "basket"]
    assert list(article.facts.values_list("label", flat=True)) == ["Weight", "Height"]


def test_a_reference_that_is_still_there_stays_the_same_row(article: Article, version: Any) -> None:
    study = article.references.get(key="study1906").pk
    change_everything(fresh(article))

    restore(article, version, by=None)

    assert article.references.get(key="study1906").pk == study
    assert {fact.reference_id for fact in article.facts.all()} == {study}
    assert not article.references.filter(key="new2020").exists()


def test_address_owner_and_place_on_the_home_page_stay_as_they_are(article: Article, version: Any) -> None:
    owner = EditorFactory()
    article.slug, article.kind, article.is_featured, article.owner = "moved", Kind.BREED, True, owner
    editing.record(article, by=None)

    restoration = restore(article, version, by=None)

    now = fresh(article)
    assert (now.slug, now.kind, now.is_featured, now.owner) == ("moved", Kind.BREED, True, owner)
    assert restoration.left_out == ["It stays what it is, “Breed file”: that is part of its address."]


def test_the_history_says_which_version_was_restored_and_by_whom() -> None:
    editor = EditorFactory()
    with time_machine.travel(datetime(2026, 11, 3, 14, 3, tzinfo=UTC), tick=False):
        article = DraftArticleFactory()
        version = editing.record(article, by=None)

    restore(article, version, by=editor)

    newest = article.history.latest("history_id")
    assert newest.history_change_reason == "Restored the version of 3 November 2026, 14:03"
    assert newest.history_user == editor


def test_no_version_is_lost_by_restoring_an_older_one(article: Article, version: Any) -> None:
    change_everything(fresh(article))
    changed = contents_of(fresh(article))
    newest = article.history.first()
    restore(article, version, by=None)

    restore(article, newest, by=None)

    assert contents_of(fresh(article)) == changed


def test_what_was_typed_and_not_yet_saved_is_kept_in_the_history_first(
    article: Article, version: Any
) -> None:
    editor = EditorFactory()
    typed = editing.autosave(article, {"body": "Typed just now"}, by=editor, version=fresh(article).version)

    restore(typed, version, by=editor)

    autosaved = article.history.all()[1]
    assert (autosaved.body, autosaved.history_user) == ("Typed just now", editor)
    assert fresh(article).autosaved_by is None


def test_what_no_longer_exists_is_named_and_the_rest_is_put_back(article: Article, version: Any) -> None:
    change_everything(fresh(article))
    Category.objects.get(slug="facts").delete()
    Contributor.objects.get(slug="editors").delete()
    Species.objects.get(slug="dogs").delete()
    Picture.objects.filter(key__in=["rug", "basket"]).delete()

    restoration = restore(article, version, by=None)

    assert restoration.left_out == [
        "The category “facts” no longer exists: the present one stays.",
        "The author “editors” no longer exists: the present one stays.",
        "The animals “dogs” no longer exist.",
        "The picture “rug” is no longer in the library.",
        "The picture “basket” is no longer in the library.",
    ]
    now = fresh(article)
    assert (now.category.slug, now.author.slug) == ("health", "vera")
    assert now.body == version.body
    assert not now.gallery.exists()
    assert now.references.count() == 2


def test_a_version_that_kept_its_text_alone_takes_nothing_else_away(article: Article) -> None:
    article.body = "The text of then"
    article.save()
    bare = article.history.first()
    assert bare.parts == {}
    article.body = "The text of now"
    editing.record(article, by=None)

    restoration = restore(article, bare, by=None)

    now = fresh(article)
    assert now.body == "The text of then"
    assert (now.references.count(), now.facts.count(), now.gallery.count()) == (2, 2, 2)
    assert "kept its text alone" in restoration.left_out[0]


def test_readers_see_nothing_of_a_restoration(article: Article) -> None:
    article.description = "What search engines show of it"
    version = editing.record(article, by=None)
    publish(article, by=None)
    published = live_edition(article)
    change_everything(fresh(article))
    publish(fresh(article), by=None)

    restore(article, version, by=None)

    assert live_edition(article).title == "Another title" != published.title
    assert fresh(article).stage == Stage.WRITING


def test_a_restored_text_is_signed_only_if_just_that_text_was(article: Article, version: Any) -> None:
    vet = VetFactory()
    signed = sign(article, by=vet, review_due_on=DUE)
    change_everything(fresh(article))
    other = article.history.first()

    restore(article, other, by=None)
    assert sign_off_of(fresh(article)) is None
    restore(article, version, by=None)

    assert sign_off_of(fresh(article)) == signed


def test_a_restored_text_has_to_be_approved_anew(article: Article, version: Any) -> None:
    submit(article, by=None)
    approve(article, by=None)
    approved = article.history.first()
    change_everything(fresh(article))

    restore(article, approved, by=None)

    assert fresh(article).stage == Stage.WRITING


def test_a_restoration_over_a_text_that_was_not_seen_is_refused(article: Article, version: Any) -> None:
    seen = fresh(article).version
    change_everything(fresh(article))
    changed = contents_of(fresh(article))

    with pytest.raises(Conflict):
        restore(article, version, by=None, version=seen)

    assert contents_of(fresh(article)) == changed


@pytest.mark.parametrize("factory", [AuthorFactory, VetFactory])
def test_only_those_who_may_edit_an_article_restore_it(
    article: Article, version: Any, factory: type[AuthorFactory]
) -> None:
    stranger: User = factory()
    rows = article.history.count()

    with pytest.raises(NotAllowed):
        restore(article, version, by=stranger)

    assert article.history.count() == rows


def test_a_version_of_another_article_is_refused(article: Article) -> None:
    other = editing.record(DraftArticleFactory(), by=None)

    with pytest.raises(ValueError, match="not one of article"):
        restore(article, other, by=None)
