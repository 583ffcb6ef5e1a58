"""Settings from the environment: a bad one stops the start and names itself."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from kbsite import environment


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda name: environment.number(name, 1), "many"),
        (lambda name: environment.number(name, 1), ""),
        (lambda name: environment.switch(name, default=False), "perhaps"),
        (lambda name: environment.days(name, 1), "3651"),
        (lambda name: environment.days(name, 1), "-1000000000"),
        (lambda name: environment.days(name, 1), "a few"),
        (environment.networks, "10.0.0.5, proxy.example"),
    ],
)
def test_a_bad_value_names_its_variable(
    read: Callable[[str], object], value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOME_SETTING", value)

    with pytest.raises(ImproperlyConfigured, match="SOME_SETTING"):
        read("SOME_SETTING")


def test_days_reach_back_ten_years(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_DAYS", "3650")

    assert environment.days("SOME_DAYS", 1) == 3650


@pytest.mark.parametrize("name", ["KNOWN_NETWORK_DAYS", "CHECK_LINES_AFTER_DAYS", "KEEP_REJECTED_DAYS"])
def test_days_that_no_date_can_reach_stop_the_start(name: str) -> None:
    asked = [sys.executable, "-c", "import kbsite.settings"]
    started = subprocess.run(
        asked, env={**os.environ, name: "1000000000"}, cwd=settings.BASE_DIR, capture_output=True, text=True
    )

    assert started.returncode != 0
    assert f"{name}='1000000000' is not a whole number of at most 3650 days" in started.stderr


@pytest.mark.parametrize(("value", "meaning"), [("1", True), ("Yes", True), ("off", False), ("", False)])
def test_a_switch_understands_the_usual_words(
    value: str, meaning: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOME_SWITCH", value)

    assert environment.switch("SOME_SWITCH", default=not meaning) is meaning


def test_a_list_drops_empty_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_LIST", " a.example, ,b.example,")

    assert environment.text_list("SOME_LIST", []) == ["a.example", "b.example"]


def test_the_environment_wins_over_the_dotenv_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("FROM_FILE=file\nFROM_BOTH=file\n")
    monkeypatch.setenv("FROM_BOTH", "environment")
    # Set and removed, so that monkeypatch takes away what the file puts there.
    monkeypatch.setenv("FROM_FILE", "")
    monkeypatch.delenv("FROM_FILE")

    environment.load_dotenv(tmp_path / ".env")

    assert os.environ["FROM_FILE"] == "file"
    assert os.environ["FROM_BOTH"] == "environment"


def test_without_a_secret_key_the_site_refuses_to_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)

    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        environment.secret_key(tmp_path / "secret-key")


def test_the_first_run_keeps_a_key_that_only_its_owner_can_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    path = tmp_path / "var/secret-key"

    environment.ensure_secret_key(path)
    first = environment.secret_key(path)
    environment.ensure_secret_key(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(first) >= 50
    assert environment.secret_key(path) == first


def test_a_key_in_the_environment_wins_and_is_not_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "from the environment")
    path = tmp_path / "secret-key"

    environment.ensure_secret_key(path)

    assert not path.exists()
    assert environment.secret_key(path) == "from the environment"


def test_a_kept_secret_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "secret"

    assert environment.keep_secret(path, "first")
    assert not environment.keep_secret(path, "second")
    assert path.read_text() == "first\n"


def test_without_a_database_url_the_embedded_server_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "")

    config = environment.database(5000)

    assert config["ENGINE"] == "kbsite.postgres"
    assert config["CONN_HEALTH_CHECKS"] is True
    assert "statement_timeout=5000" in config["OPTIONS"]["options"]


def test_a_database_url_names_a_server_and_keeps_our_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://user:p%23ss@db.example:5433/kb?sslmode=require")

    config = environment.database(5000)

    assert config["ENGINE"] == "django.db.backends.postgresql"
    assert (config["HOST"], config["PORT"], config["NAME"]) == ("db.example", 5433, "kb")
    assert config["PASSWORD"] == "p#ss"
    assert config["OPTIONS"]["sslmode"] == "require"
    assert "lock_timeout=2000" in config["OPTIONS"]["options"]


@pytest.mark.parametrize(
    "url",
    [
        "mysql://user:hidden@db.example/kb",
        "postgres://user:hidden@db.example/",
        "postgres://user:hidden/x@db",
    ],
)
def test_a_bad_database_url_is_refused_without_repeating_its_password(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as refusal:
        environment.database(5000)

    assert "hidden" not in str(refusal.value)
    assert refusal.value.__suppress_context__ or refusal.value.__context__ is None


def test_days_by_name_keep_the_default_of_what_is_not_named(monkeypatch: pytest.MonkeyPatch) -> None:
    defaults = {"emergency": 180, "watch": 365}
    monkeypatch.setenv("DAYS", "watch=400, ")

    assert environment.days_for_each("DAYS", defaults) == {"emergency": 180, "watch": 400}


@pytest.mark.parametrize("raw", ["watch=0", "watch=3651", "watch", "watch=x", "nonsense=3"])
def test_days_by_name_refuse_other_names_and_other_numbers(raw: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DAYS", raw)

    with pytest.raises(ImproperlyConfigured, match="DAYS=.*emergency, watch"):
        environment.days_for_each("DAYS", {"emergency": 180, "watch": 365})
