"""The database itself lets an edition carry no signature but one of its own article."""

from datetime import timedelta

import pytest
from django.core.management import CommandError
from django.db import connection, models, transaction
from django.utils import timezone

from articles.models import Article, Edition, SignOff
from articles.publishing import publish, sign
from tests.constraints import is_refused
from tests.factories import DraftArticleFactory, LiveArticleFactory, VetFactory, live_edition
from tests.migrating import migrate_to

CONSTRAINT = "edition_sign_off_is_of_its_article"

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed() -> Article:
    article: Article = DraftArticleFactory()
    sign(article, by=VetFactory(), review_due_on=timezone.localdate() + timedelta(days=300))
    publish(article, by=None)
    return article


@pytest.fixture
def foreign() -> SignOff:
    """A signature under another article."""
    vet = VetFactory()
    other = DraftArticleFactory()
    return sign(other, by=vet, review_due_on=timezone.localdate() + timedelta(days=300))


def put_under(edition: Edition, sign_off: SignOff) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE articles_edition SET sign_off_id = %s WHERE id = %s", [sign_off.pk, edition.pk]
        )


def test_the_signature_of_another_article_is_refused(signed: Article, foreign: SignOff) -> None:
    edition = live_edition(signed)

    def save() -> None:
        edition.sign_off = foreign
        edition.save()

    assert is_refused(save, by=CONSTRAINT)
    assert is_refused(lambda: put_under(edition, foreign), by=CONSTRAINT)
    assert is_refused(lambda: Edition.objects.filter(pk=edition.pk).update(sign_off=foreign), by=CONSTRAINT)


def test_a_signature_that_stands_under_an_edition_stays_with_its_article(signed: Article) -> None:
    elsewhere = DraftArticleFactory()

    assert is_refused(lambda: signed.sign_offs.update(article=elsewhere), by=CONSTRAINT)
    assert is_refused(lambda: Edition.objects.filter(article=signed).update(article=elsewhere), by=CONSTRAINT)


def test_signed_and_unsigned_editions_are_stored(signed: Article) -> None:
    LiveArticleFactory()
    connection.check_constraints()

    assert sorted(Edition.objects.values_list("sign_off__article", flat=True), key=str) == [signed.pk, None]


def test_a_signature_under_an_edition_is_not_deleted(signed: Article) -> None:
    with pytest.raises(models.ProtectedError):
        signed.sign_offs.get().delete()


def test_an_update_stops_and_names_editions_with_a_foreign_signature(
    signed: Article, foreign: SignOff
) -> None:
    edition = live_edition(signed)
    migrate_to("articles", "0013_applied_rules")
    put_under(edition, foreign)

    with pytest.raises(CommandError, match=f"another article: {edition.pk}\\. Correct"), transaction.atomic():
        migrate_to("articles", "0014_signatures_in_place")

    edition.refresh_from_db(fields=["sign_off"])
    assert edition.sign_off == foreign


def test_an_update_keeps_signatures_and_holds_them_from_then_on(signed: Article, foreign: SignOff) -> None:
    edition = live_edition(signed)
    migrate_to("articles", "0013_applied_rules")
    before = signatures()

    migrate_to("articles", "0014_signatures_in_place")

    assert signatures() == before
    assert is_refused(lambda: put_under(edition, foreign), by=CONSTRAINT)


def signatures() -> list[tuple[int, int | None]]:
    return [*Edition.objects.order_by("pk").values_list("pk", "sign_off")]
