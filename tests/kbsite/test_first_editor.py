"""The login that a first start makes."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured

from kbsite import environment
from kbsite.serve import steps
from tests.factories import EditorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(steps, "NAME_FILE", tmp_path / "editor-name")
    monkeypatch.setattr(steps, "PASSWORD_FILE", tmp_path / "editor-password")
    return tmp_path


def first_editor() -> tuple[User, str]:
    said: list[str] = []
    steps.make_first_editor(said.append)
    return User.objects.get(), said[0]


def test_its_name_is_another_on_each_site_and_is_printed(files: Path) -> None:
    first, said = first_editor()
    User.objects.all().delete()
    (files / "editor-name").unlink()
    second, _said = first_editor()

    assert first.username != second.username
    assert first.username.startswith("editor-")
    assert f"user {first.username}, password" in said


def test_a_start_that_was_broken_off_keeps_the_name(files: Path) -> None:
    (files / "editor-name").write_text("editor-begun\n")

    assert first_editor()[0].username == "editor-begun"


def test_the_operator_may_choose_the_name(settings: Any) -> None:
    settings.FIRST_EDITOR = "rowan"

    user, said = first_editor()

    assert user.username == "rowan"
    assert "user rowan, password" in said


def test_a_site_with_logins_keeps_them() -> None:
    EditorFactory(username="editor")
    steps.make_first_editor(pytest.fail)

    assert User.objects.get().username == "editor"


@pytest.mark.parametrize("name", ["two words", "a" * 151, "<b>", "semi;colon"])
def test_a_name_that_is_none_stops_the_start(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRST_EDITOR", name)

    with pytest.raises(ImproperlyConfigured, match="FIRST_EDITOR"):
        environment.login_name("FIRST_EDITOR")
