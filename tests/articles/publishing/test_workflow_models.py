"""What the database itself refuses about review, signatures, links and sessions."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from articles.models import (
    Article,
    EditingSession,
    ExternalLink,
    InternalLink,
    PictureUse,
    PreviewLink,
    Redirect,
    SignOff,
)
from tests.factories import (
    ContributorFactory,
    DraftArticleFactory,
    EditorFactory,
    LiveArticleFactory,
    PictureFactory,
    live_edition,
)

pytestmark = pytest.mark.django_db

NEW_MODELS = (EditingSession, ExternalLink, InternalLink, PictureUse, PreviewLink, Redirect, SignOff)
TRIED_ELSEWHERE = {"sign_off_names_its_text", "sign_off_has_a_name"}


def twice(model: type[models.Model], **fields: Any) -> None:
    model._default_manager.create(**fields)
    model._default_manager.create(**fields)


def two_links_to_one_article() -> None:
    twice(InternalLink, article=DraftArticleFactory(), target=DraftArticleFactory())


def two_links_of_an_edition() -> None:
    article = LiveArticleFactory()
    twice(InternalLink, article=article, edition=live_edition(article), target=DraftArticleFactory())


def two_uses_of_a_picture() -> None:
    twice(PictureUse, article=DraftArticleFactory(), picture=PictureFactory())


def two_uses_of_a_picture_in_an_edition() -> None:
    article = LiveArticleFactory()
    twice(PictureUse, article=article, edition=live_edition(article), picture=PictureFactory())


def two_sessions_of_a_person() -> None:
    twice(EditingSession, article=DraftArticleFactory(), user=EditorFactory(), seen_at=timezone.now())


def an_address_without_slashes() -> None:
    Redirect.objects.create(old_path="articles/old", article=DraftArticleFactory())


def an_outcome_nobody_knows() -> None:
    ExternalLink.objects.create(url="https://example.org/", outcome="maybe", checked_at=timezone.now())


REFUSED = {
    "link_is_once_in_working_copy": two_links_to_one_article,
    "link_is_once_in_edition": two_links_of_an_edition,
    "use_is_once_in_working_copy": two_uses_of_a_picture,
    "use_is_once_in_edition": two_uses_of_a_picture_in_an_edition,
    "one_session_of_a_person_at_an_article": two_sessions_of_a_person,
    "redirect_path_is_a_page": an_address_without_slashes,
    "external_link_outcome_is_known": an_outcome_nobody_knows,
}


@pytest.mark.parametrize("constraint", REFUSED)
def test_the_database_refuses(constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        REFUSED[constraint]()


def test_the_working_copy_and_an_edition_may_link_to_the_same_article() -> None:
    article, target = LiveArticleFactory(), DraftArticleFactory()

    for edition in (None, live_edition(article)):
        InternalLink.objects.create(article=article, edition=edition, target=target)

    assert target.links_in.count() == 2


def test_every_constraint_of_these_models_is_tried() -> None:
    kinds = models.CheckConstraint | models.UniqueConstraint | ExclusionConstraint
    ours = {
        constraint.name
        for model in NEW_MODELS
        for constraint in model._meta.constraints
        if isinstance(constraint, kinds)
    }

    assert ours == REFUSED.keys() | TRIED_ELSEWHERE


def test_an_old_address_leads_to_one_article() -> None:
    Redirect.objects.create(old_path="/articles/old/", article=DraftArticleFactory())

    with pytest.raises(IntegrityError, match="unique"), transaction.atomic():
        Redirect.objects.create(old_path="/articles/old/", article=DraftArticleFactory())


def test_a_preview_link_is_open_until_its_last_moment_or_until_it_is_revoked() -> None:
    now = timezone.now()
    link = PreviewLink(expires_at=now + timedelta(days=1))

    assert link.is_open(now)
    assert not link.is_open(link.expires_at)
    assert not PreviewLink(expires_at=link.expires_at, revoked_at=now).is_open(now)


def test_a_vet_who_signed_cannot_be_deleted() -> None:
    vet = ContributorFactory(is_vet=True)
    SignOff.objects.create(
        article=DraftArticleFactory(),
        digest="0" * 64,
        vet=vet,
        name=vet.name,
        role=vet.role,
        signed_at=timezone.now(),
        review_due_on=timezone.localdate(),
    )

    with pytest.raises(models.ProtectedError):
        vet.delete()


def test_a_draft_outlives_the_login_of_its_owner() -> None:
    owner = EditorFactory()
    article = DraftArticleFactory(owner=owner)

    owner.delete()

    assert Article.objects.get(pk=article.pk).owner is None
