"""A vet's signature: under one exact text, kept by the edition that was published with it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.drafts import editing
from articles.models import Article, ArticlePicture, Contributor, SignOff
from articles.publishing import EditionSize, InThePast, NotAllowed, Release, TextChanged, publish, sign
from articles.publishing.signing import sign_off_of
from tests.factories import (
    ApprovedArticleFactory,
    AuthorFactory,
    ContributorFactory,
    EditorFactory,
    LiveArticleFactory,
    PictureFactory,
    ReferenceFactory,
    UserFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db

DUE = date(2030, 11, 22)


@pytest.fixture
def vet() -> User:
    return VetFactory()


def fresh(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def test_a_signature_names_the_vet_as_on_the_day_and_when_to_look_again(vet: User) -> None:
    article: Article = ApprovedArticleFactory()

    sign_off = sign(article, by=vet, review_due_on=DUE, remarks="Read with care")
    Contributor.objects.filter(user=vet).update(name="Another name", credentials="")

    kept = SignOff.objects.get(pk=sign_off.pk)
    assert (kept.name, kept.role, kept.credentials) == ("Vera Ito", "Veterinary surgeon", "MRCVS")
    assert (kept.review_due_on, kept.signed_by, kept.digest) == (DUE, vet, fresh(article).digest)
    newest = article.history.first()
    assert (newest, newest.history_change_reason) == (kept.version, "Signed by Vera Ito: Read with care")


def change_text(article: Article) -> None:
    article.body += "\n\nOne more sentence."


def change_urgency(article: Article) -> None:
    article.urgency = "emergency"


def change_gallery(article: Article) -> None:
    ArticlePicture.objects.create(article=article, picture=PictureFactory(), position=2)


def change_words_of_a_picture(article: Article) -> None:
    picture = article.pictures.get()
    picture.alt = "A cat in a box"
    picture.save()


def change_reference(article: Article) -> None:
    article.references.update(year=1907)


def add_reference(article: Article) -> None:
    ReferenceFactory(article=article)


@pytest.mark.parametrize(
    "change",
    [
        *(change_text, change_urgency, change_gallery),
        *(change_words_of_a_picture, change_reference, add_reference),
    ],
)
def test_any_later_change_is_not_signed(vet: User, change: Callable[[Article], None]) -> None:
    article: Article = ApprovedArticleFactory(lead=PictureFactory())
    ReferenceFactory(article=article, key="first")
    sign(article, by=vet, review_due_on=DUE)
    article = fresh(article)
    assert sign_off_of(article)

    change(article)
    editing.record(article, by=EditorFactory())

    assert sign_off_of(fresh(article)) is None


def test_a_change_that_is_taken_back_is_signed_again(vet: User) -> None:
    article: Article = ApprovedArticleFactory()
    sign_off = sign(article, by=vet, review_due_on=DUE)
    article = fresh(article)
    answer = article.answer

    article.answer = "Something else."
    editing.record(article, by=vet)
    article.answer = answer
    editing.record(article, by=vet)

    assert sign_off_of(fresh(article)) == sign_off


def test_signing_leaves_an_approval_as_it_is(vet: User) -> None:
    article: Article = ApprovedArticleFactory()

    sign(article, by=vet, review_due_on=DUE)

    assert publish(article, by=EditorFactory()).number == 1


def test_the_edition_keeps_the_signature_it_was_published_with(vet: User) -> None:
    article: Article = ApprovedArticleFactory()
    with time_machine.travel("2026-11-22 09:00:00+00:00", tick=False):
        sign(article, by=vet, review_due_on=DUE)
    edition = publish(article, by=None)

    article = fresh(article)
    article.answer = "Changed since."
    editing.record(article, by=EditorFactory())
    Contributor.objects.filter(user=vet).update(name="Another name")

    edition.refresh_from_db()
    assert edition.signature == {
        "name": "Vera Ito",
        "role": "Veterinary surgeon",
        "credentials": "MRCVS",
        "initials": "VI",
        "signed_on": "2026-11-22",
    }
    assert edition.review_due_on == DUE


def test_an_edition_of_another_text_does_not_carry_the_signature_on(vet: User) -> None:
    article: Article = ApprovedArticleFactory()
    sign(article, by=vet, review_due_on=DUE)
    article = fresh(article)
    article.answer = "Changed since."
    article.save()

    edition = publish(article, by=None)

    assert (edition.signature, edition.sign_off, edition.review_due_on) == (None, None, None)


def test_a_live_text_that_is_signed_later_shows_it_with_its_next_small_edition(vet: User) -> None:
    article = LiveArticleFactory()
    first = article.editions.get()
    sign(article, by=vet, review_due_on=DUE)

    second = publish(
        article, by=EditorFactory(), release=Release(note="Checked by a vet", size=EditionSize.SMALL)
    )

    assert second.signature
    assert second.updated_at == first.updated_at
    assert not second.is_major


def test_signing_another_text_than_the_one_that_was_read_is_refused(vet: User) -> None:
    article: Article = ApprovedArticleFactory()
    read = fresh(article).digest
    article.answer = "Changed while the vet was reading."
    editing.record(article, by=EditorFactory())

    with pytest.raises(TextChanged):
        sign(article, by=vet, review_due_on=DUE, digest=read)

    assert not SignOff.objects.exists()


@pytest.mark.parametrize("days", [0, -1])
def test_the_next_review_lies_ahead(vet: User, days: int) -> None:
    with pytest.raises(InThePast):
        sign(ApprovedArticleFactory(), by=vet, review_due_on=timezone.localdate() + timedelta(days=days))


def vet_without_a_public_name() -> User:
    return UserFactory(role="vet")


def writer_with_the_right_to_sign() -> User:
    user: User = UserFactory(role="vet")
    ContributorFactory(user=user, is_vet=False)
    return user


@pytest.mark.parametrize(
    "make",
    [
        *(EditorFactory, AuthorFactory),
        *(vet_without_a_public_name, writer_with_the_right_to_sign),
        lambda: UserFactory(is_superuser=True),
        lambda: None,
    ],
    ids=["editor", "author", "nobody readers see", "no vet", "superuser", "the command line"],
)
def test_only_a_vet_whom_readers_see_signs(make: Callable[[], User | None]) -> None:
    with pytest.raises(NotAllowed):
        sign(ApprovedArticleFactory(), by=make(), review_due_on=DUE)

    assert not SignOff.objects.exists()


def test_the_database_refuses_a_signature_under_nothing(vet: User) -> None:
    sign_off = sign(ApprovedArticleFactory(), by=vet, review_due_on=DUE)

    with pytest.raises(IntegrityError, match="sign_off_names_its_text"), transaction.atomic():
        SignOff.objects.filter(pk=sign_off.pk).update(digest="")
    with pytest.raises(IntegrityError, match="sign_off_has_a_name"), transaction.atomic():
        SignOff.objects.filter(pk=sign_off.pk).update(name="")
