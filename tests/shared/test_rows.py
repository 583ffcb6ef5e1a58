"""Whatever a test commits, the next one begins with what the migrations made or with the bundled content."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission
from django.db.models.expressions import RawSQL

from articles.models import Article, Edition, Species
from tests.conftest import TABLES
from tests.factories import EditorFactory, LiveArticleFactory
from tests.shared.rows import Rows, Tables

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tables(request: pytest.FixtureRequest, transactional_db: None) -> Tables:
    return request.config.stash[TABLES]


def sorted_rows(rows: Rows) -> dict[str, list[str]]:
    return {table: sorted(text.splitlines()) for table, text in rows.items()}


def test_what_was_added_changed_or_deleted_is_as_on_a_new_site_again(tables: Tables) -> None:
    LiveArticleFactory()
    EditorFactory()
    Permission.objects.filter(codename="add_article").update(name="May add")
    Group.objects.filter(name="vet").delete()

    tables.changed()
    tables.hold(tables.migrated)

    assert sorted_rows(tables.read()) == sorted_rows(tables.migrated)
    assert not Article.objects.exists()
    assert Permission.objects.get(codename="add_article").name == "Can add article"
    assert Group.objects.get(name="vet").permissions.exists()


def test_the_bundled_content_is_whole_again_and_takes_new_rows(library: Path, tables: Tables) -> None:
    Edition.objects.all().delete()
    Article.objects.update(title="Why?")
    Species.objects.create(slug="newts", name="Newts", singular="newt")

    tables.changed()
    tables.hold(tables.library)

    assert sorted_rows(tables.read()) == sorted_rows(tables.library)
    # Its number is none that a row of the content has.
    assert Species.objects.create(slug="newts", name="Newts", singular="newt").pk


def writers_of_permissions() -> list[str]:
    """The transaction that wrote each."""
    return list(
        Permission.objects.order_by("pk").values_list(RawSQL("auth_permission.xmin::text", ()), flat=True)
    )


def test_a_table_that_nobody_changed_is_not_written_again(tables: Tables) -> None:
    before = writers_of_permissions()
    Group.objects.create(name="newcomers")

    tables.changed()
    tables.hold(tables.migrated)

    assert len(before) > 100
    assert writers_of_permissions() == before
    assert not Group.objects.filter(name="newcomers").exists()
