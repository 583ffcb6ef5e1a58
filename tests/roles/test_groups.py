"""The groups get what the table of rights says, once, and keep what an operator made of them."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test.utils import CaptureQueriesContext

from articles import roles
from articles.models import GrantedRight
from articles.roles import AUTHOR, EDITOR, RIGHTS, VET, permissions_of
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def rights_of(role: str) -> set[str]:
    rows = Permission.objects.filter(group__name=role).values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in rows}


def permission(name: str) -> Permission:
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def after_migrate() -> None:
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")


def change_table(monkeypatch: pytest.MonkeyPatch, role: str, model: str, verbs: str) -> None:
    """As a release does that changes one line of the table."""
    monkeypatch.setattr(roles, "RIGHTS", RIGHTS | {role: RIGHTS.get(role, {}) | {model: verbs}})


@pytest.mark.parametrize("role", RIGHTS)
def test_a_migrated_site_has_the_rights_of_the_table(role: str) -> None:
    assert rights_of(role) == permissions_of(role)


def test_every_right_of_the_table_is_a_permission_that_exists() -> None:
    existing = {
        f"{app}.{codename}"
        for app, codename in Permission.objects.values_list("content_type__app_label", "codename")
    }

    assert set().union(*map(permissions_of, RIGHTS)) <= existing


def test_a_line_of_the_table_gives_a_permission_for_each_verb() -> None:
    assert {"articles.publish_article", "articles.edit_any_article"} <= permissions_of(EDITOR)
    assert "comments.moderate_comment" in permissions_of(roles.MODERATOR)


def test_what_an_operator_changed_by_hand_stays() -> None:
    editors = Group.objects.get(name=EDITOR)
    editors.permissions.remove(permission("articles.publish_article"))
    editors.permissions.add(permission("auth.view_user"))

    after_migrate()

    assert rights_of(EDITOR) == permissions_of(EDITOR) - {"articles.publish_article"} | {"auth.view_user"}


def test_where_the_table_did_not_change_nothing_is_written() -> None:
    with CaptureQueriesContext(connection) as queries:
        roles.sync_groups()

    said = [query["sql"].split()[0] for query in queries]
    assert [word for word in said if word in {"INSERT", "UPDATE", "DELETE"}] == []
    assert said.count("SELECT") == 1


def test_a_right_that_a_release_adds_is_given_once(monkeypatch: pytest.MonkeyPatch) -> None:
    change_table(monkeypatch, VET, "articles.redirect", "view")

    after_migrate()
    given = rights_of(VET)
    Group.objects.get(name=VET).permissions.remove(permission("articles.view_redirect"))
    after_migrate()

    assert given == permissions_of(VET)
    assert "articles.view_redirect" not in rights_of(VET)


def test_a_right_that_a_release_takes_from_the_table_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    change_table(monkeypatch, AUTHOR, "articles.article", "add change view")

    after_migrate()

    assert "articles.delete_article" not in rights_of(AUTHOR)
    assert rights_of(AUTHOR) == permissions_of(AUTHOR)
    assert not GrantedRight.objects.filter(role=AUTHOR, permission="articles.delete_article").exists()


def test_a_new_role_gets_its_group(monkeypatch: pytest.MonkeyPatch) -> None:
    change_table(monkeypatch, "translator", "articles.article", "view change")

    after_migrate()

    assert rights_of("translator") == {"articles.view_article", "articles.change_article"}
    assert UserFactory(role="translator").has_perm("articles.change_article")


@pytest.mark.parametrize("name", ["", "Tierärztin"])
def test_a_group_that_was_deleted_or_renamed_is_not_made_anew(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    vets = Group.objects.filter(name=VET)
    vets.update(name=name) if name else vets.delete()
    change_table(monkeypatch, VET, "articles.redirect", "view")

    after_migrate()

    assert not Group.objects.filter(name=VET).exists()


def test_a_right_whose_permission_does_not_exist_yet_is_given_when_it_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    change_table(monkeypatch, VET, "articles.article", "view sign praise")
    after_migrate()
    content_type = permission("articles.sign_article").content_type
    assert rights_of(VET) == permissions_of(VET) - {"articles.praise_article"}

    Permission.objects.create(codename="praise_article", name="Can praise", content_type=content_type)
    after_migrate()

    assert rights_of(VET) == permissions_of(VET)


def test_a_database_from_before_the_memory_is_left_alone() -> None:
    before: Any = MigrationLoader(connection).project_state(("articles", "0011_search_rows")).apps

    roles.sync_groups(apps=before)

    assert GrantedRight.objects.count() == sum(len(permissions_of(role)) for role in RIGHTS)


def test_rights_are_brought_after_the_permissions_of_every_app_exist() -> None:
    Group.objects.all().delete()
    GrantedRight.objects.all().delete()
    Permission.objects.all().delete()

    after_migrate()

    assert {role: rights_of(role) for role in RIGHTS} == {role: permissions_of(role) for role in RIGHTS}


@pytest.mark.django_db(transaction=True)
def test_an_emptied_database_has_the_groups_of_a_new_site() -> None:
    call_command("flush", interactive=False, verbosity=0)

    assert {role: rights_of(role) for role in RIGHTS} == {role: permissions_of(role) for role in RIGHTS}
