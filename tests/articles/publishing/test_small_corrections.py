"""A small correction of a live page: who may publish it at once, and what somebody else sees afterwards."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from pytest_django import Settings

from articles.drafts import editing
from articles.models import Article, Edition, SecondLook
from articles.publishing import (
    NotAllowed,
    NotSmall,
    Release,
    TextChanged,
    approve,
    publish,
    sign,
    small_correction,
    submit,
    why_not_small,
    worklists,
)
from articles.publishing.second_looks import look, waiting
from tests.articles.publishing.test_signing import DUE
from tests.factories import (
    AuthorFactory,
    EditorFactory,
    LoneArticleFactory,
    ModeratorFactory,
    PictureFactory,
    ReferenceFactory,
    VetFactory,
    live_edition,
)

pytestmark = pytest.mark.django_db

WRONG = "Cats recieve a lot. Dogs beleive us. A rabit eats. A freind helps. Somtimes it rains."


@pytest.fixture
def editor() -> User:
    return EditorFactory()


@pytest.fixture
def article() -> Article:
    return LoneArticleFactory(owner=AuthorFactory(), answer=WRONG, lead=PictureFactory())


def change(article: Article, by: User | None, **fields: Any) -> Article:
    article = Article.objects.get(pk=article.pk)
    for name, value in fields.items():
        setattr(article, name, value)
    editing.record(article, by=by)
    return article


def mended(article: Article, by: User | None) -> Article:
    return change(article, by, answer=Article.objects.get(pk=article.pk).answer.replace("recieve", "receive"))


def corrected(article: Article, by: User) -> Edition:
    article = mended(article, by)
    return publish(article, by=by, release=small_correction(article.digest, "A spelling"))


def test_an_editor_publishes_a_mended_word_at_once_and_the_date_stays(article: Article, editor: User) -> None:
    before = live_edition(article)

    edition = corrected(article, editor)

    assert live_edition(article) == edition
    assert (edition.updated_at, edition.is_major) == (before.updated_at, False)
    assert edition.answer.startswith("Cats receive")


def test_a_correction_is_no_review_of_the_page(article: Article, editor: User) -> None:
    long_ago = timezone.now() - timedelta(days=400)
    Edition.objects.update(reviewed_at=long_ago)

    edition = corrected(article, editor)

    assert edition.reviewed_at == long_ago
    assert worklists.not_reviewed_for_a_year(Article.objects.all()).get() == article
    change(article, None, answer="Cats get a lot.")
    assert publish(article, by=None).reviewed_at > long_ago


def test_a_correction_waits_for_a_look_by_somebody_else(article: Article, editor: User) -> None:
    other = EditorFactory()
    second_look = corrected(article, editor).second_look

    assert [*waiting(editor)] == []
    assert [*waiting(other)] == [second_look]
    with pytest.raises(NotAllowed):
        look(second_look, by=editor)
    look(second_look, by=other)

    assert [*waiting(other)] == []
    second_look.refresh_from_db()
    assert second_look.looked_by == other


@pytest.mark.parametrize("make", [VetFactory, EditorFactory])
def test_a_vet_or_another_editor_looks_again(article: Article, editor: User, make: Any) -> None:
    look(corrected(article, editor).second_look, by=make())

    assert SecondLook.objects.get().looked_at


def test_the_owner_looks_again_and_a_stranger_does_not(article: Article, editor: User) -> None:
    second_look = corrected(article, editor).second_look

    for stranger in (AuthorFactory(), ModeratorFactory()):
        with pytest.raises(NotAllowed):
            look(second_look, by=stranger)
    look(second_look, by=article.owner)


def test_corrections_of_one_person_are_measured_together_until_somebody_looked(
    article: Article, editor: User
) -> None:
    said = WRONG
    for old, new in (
        ("recieve", "receive"),
        ("beleive", "believe"),
        ("rabit", "rabbit"),
        ("freind", "friend"),
    ):
        said = said.replace(old, new)
        working = change(article, editor, answer=said)
        publish(working, by=editor, release=small_correction(working.digest))
    working = change(article, editor, answer=said.replace("Dogs", "dogs"))
    with pytest.raises(NotSmall, match="Together with your earlier corrections"):
        publish(working, by=editor, release=small_correction(working.digest))

    look(SecondLook.objects.get(looked_at=None), by=EditorFactory())

    publish(working, by=editor, release=small_correction(working.digest))


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"urgency": "watch"}, "level of urgency"),
        ({"title": "Why do cats?"}, "the words of the title"),
        ({"body": "## What happens\n\nThe dog does it.\n\nAnd more.\n"}, "adds, removes or splits lines"),
        ({"body": "## What occurs\n\nThe dog does it.\n"}, "a heading"),
        ({"index_term": "Doing"}, "In the A to Z as"),
        ({"answer": f"Never. {WRONG}"}, "words and punctuation in one place"),
    ],
)
def test_what_changes_more_than_spelling_is_told_why(
    article: Article, editor: User, fields: dict[str, str], reason: str
) -> None:
    working = change(article, editor, **fields)

    assert reason in " ".join(why_not_small(working, editor))
    with pytest.raises(NotSmall):
        publish(working, by=editor, release=small_correction(working.digest))


def test_rows_beside_the_text_are_no_small_correction(article: Article, editor: User) -> None:
    ReferenceFactory(article=article)
    assert why_not_small(change(article, editor), editor) == ["It changes a reference."]

    article.references.all().delete()
    picture = article.pictures.get()
    picture.alt = "Another animal"
    picture.save()
    editing.picture_changed(picture, by=editor)

    assert why_not_small(Article.objects.get(pk=article.pk), editor) == ["It changes a picture or its words."]


def test_a_correction_would_call_off_a_scheduled_edition_so_it_is_refused(
    article: Article, editor: User
) -> None:
    publish(article, by=None, release=Release(at=timezone.now() + timedelta(days=1)))

    assert "Another edition is scheduled" in " ".join(why_not_small(mended(article, editor), editor))


@pytest.mark.parametrize("make", [AuthorFactory, VetFactory, ModeratorFactory])
def test_only_those_who_publish_correct_at_once(article: Article, make: Any) -> None:
    working = mended(article, article.owner)

    with pytest.raises(NotAllowed):
        publish(working, by=make(), release=small_correction(working.digest))


def test_the_operator_switches_it_off(article: Article, editor: User, settings: Settings) -> None:
    settings.SMALL_CORRECTIONS = False
    working = mended(article, editor)

    with pytest.raises(NotSmall, match="turned off on this site"):
        publish(working, by=editor, release=small_correction(working.digest))


def test_only_the_text_that_was_shown_is_published(article: Article, editor: User) -> None:
    shown = mended(article, editor).digest
    working = change(article, AuthorFactory(), standfirst="Something else altogether.")

    with pytest.raises(TextChanged):
        publish(working, by=editor, release=small_correction(shown))


def test_a_correction_ends_a_signature(article: Article, editor: User) -> None:
    sign(article, by=VetFactory(), review_due_on=DUE)
    assert publish(article, by=None).signature

    assert corrected(article, editor).signature is None


def test_whoever_approves_the_next_edition_has_looked_at_it(article: Article, editor: User) -> None:
    corrected(article, editor)
    working = change(article, article.owner, standfirst="A new beginning.")
    submit(working, by=article.owner)

    approve(working, by=EditorFactory())
    publish(working, by=editor)

    assert not SecondLook.objects.filter(looked_at=None).exists()


def test_it_waits_no_longer_once_readers_see_another_edition(article: Article, editor: User) -> None:
    corrected(article, editor)
    change(article, None, answer=WRONG)

    publish(article, by=None)

    assert not SecondLook.objects.filter(looked_at=None).exists()


def test_it_waits_only_for_those_who_may_look(article: Article, editor: User) -> None:
    second_look = corrected(article, editor).second_look

    assert [*waiting(VetFactory())] == [*waiting(article.owner)] == [second_look]
    assert [*waiting(AuthorFactory())] == [*waiting(ModeratorFactory())] == []
