"""Reads environment variables into typed values. All settings of a machine are read through it.

A bad value stops the start with a message that names its variable.
"""

import ipaddress
import os
import re
import secrets
from collections.abc import Callable
from email.utils import formataddr, parseaddr
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

T = TypeVar("T")
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off", ""}

# The default of ALLOWED_HOSTS: only this machine reaches the site by these names.
LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

# The schemes that EMAIL_URL may have, and the port of each if the address names none.
MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465, "consolemail": None}

# Ten years.
MOST_DAYS = 3650

# A worker waits this long for a database server that is down, and is free again then.
CONNECT_TIMEOUT_SECONDS = 5


def load_dotenv(path: Path) -> None:
    """Read KEY=value lines from a .env file, if it exists. Variables already set are kept."""
    if path.is_file():
        environ.Env.read_env(str(path))


def _read(name: str, default: T, parse: Callable[[str], T], expected: str) -> T:
    raw = os.environ.get(name)
    if raw is None:
        return default
    try:
        return parse(raw.strip())
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(f"{name}={raw!r} is not {expected}.") from error


def text(name: str, default: str) -> str:
    return _read(name, default, str, "text")


def number(name: str, default: int) -> int:
    return _read(name, default, int, "a whole number")


def days(name: str, default: int) -> int:
    """Return a number of days of at most ten years: more can be counted back from no date."""

    def parse(raw: str) -> int:
        if abs(int(raw)) > MOST_DAYS:
            raise ValueError(raw)
        return int(raw)

    return _read(name, default, parse, f"a whole number of at most {MOST_DAYS} days")


def days_for_each(name: str, defaults: dict[str, int]) -> dict[str, int]:
    """Return numbers of days by name, as in "emergency=90,watch=400". What is not named keeps its default."""

    def parse(raw: str) -> dict[str, int]:
        entries = [entry.partition("=") for entry in raw.split(",") if entry.strip()]
        given = {key.strip(): int(value) for key, _, value in entries}
        if not defaults.keys() >= given.keys() or any(
            not 1 <= value <= MOST_DAYS for value in given.values()
        ):
            raise ValueError(raw)
        return defaults | given

    names = ", ".join(defaults)
    return _read(name, defaults, parse, f"a list of name=days, with 1 to {MOST_DAYS} days for {names}")


def text_list(name: str, default: list[str]) -> list[str]:
    """Return a comma-separated list, without its empty entries."""

    def split(raw: str) -> list[str]:
        return [entry.strip() for entry in raw.split(",") if entry.strip()]

    return _read(name, default, split, "a comma-separated list")


def networks(name: str) -> list[IPNetwork]:
    """Return a comma-separated list of addresses and networks, such as 10.0.0.5,192.168.0.0/16."""

    def parse(raw: str) -> list[IPNetwork]:
        entries = [entry.strip() for entry in raw.split(",") if entry.strip()]
        return [ipaddress.ip_network(entry, strict=False) for entry in entries]

    return _read(name, [], parse, "a comma-separated list of addresses or networks")


def proxies(name: str, *, needed: bool) -> list[IPNetwork]:
    """Return the networks of our own proxies. Behind TLS one of them has to say that a request came by it."""
    found = networks(name)
    if needed and not found:
        raise ImproperlyConfigured(
            f"With HTTPS=yes, set {name} to the address of the proxy that handles TLS, such as 127.0.0.1. "
            "The site believes nobody else that a request came by https, and would redirect it for ever."
        )
    return found


def origin(name: str) -> str:
    """Return the start of an address, such as https://kb.example.org, without a final slash, or ""."""

    def parse(raw: str) -> str:
        parts = urlsplit(raw)
        rest = (parts.path.rstrip("/"), parts.query, parts.fragment, parts.username)
        if raw and (parts.scheme not in {"http", "https"} or not parts.hostname or any(rest)):
            raise ValueError(raw)
        return f"{parts.scheme}://{parts.netloc}".lower() if raw else ""

    return _read(name, "", parse, "an address like https://kb.example.org, with nothing after the name")


def path_prefix(name: str) -> str:
    """Return the folder below which the site lies, such as /pets, without a final slash, or ""."""

    def parse(raw: str) -> str:
        folder = raw.strip("/")
        if folder and not re.fullmatch(r"[\w.~-]+(/[\w.~-]+)*", folder, re.ASCII):
            raise ValueError(raw)
        return f"/{folder}" if folder else ""

    return _read(name, "", parse, "a path like /pets, of letters, digits, and the marks -._~")


def mail_server(name: str) -> dict[str, Any]:
    """Return Django's EMAIL_ settings from smtp://user:password@host:587, or {} if it is not set."""
    raw = os.environ.get(name, "").strip()
    if not raw:
        return {}
    try:
        parts = urlsplit(raw)
        config: dict[str, Any] = dict(environ.Env.email_url_config(raw))
        if parts.scheme not in MAIL_PORTS or bool(parts.hostname) == (parts.scheme == "consolemail"):
            raise ValueError(parts.scheme)
    except (ValueError, ImproperlyConfigured):
        # `from None` hides the parser's message, which can quote a part of the password.
        raise ImproperlyConfigured(
            f"{name} cannot be read. Write smtp+tls://user:password@mail.example.org:587 (or smtp+ssl://, "
            "smtp://, consolemail://), and special characters of user and password as %XX."
        ) from None
    config["EMAIL_PORT"] = config["EMAIL_PORT"] or MAIL_PORTS[parts.scheme]
    return config | {"EMAIL_HOST": parts.hostname or ""}


def mailbox(name: str) -> str:
    """Return the address of a sender, with or without a name before it, or ""."""

    def parse(raw: str) -> str:
        person, address = parseaddr(raw)
        try:
            if raw:
                validate_email(address)
        except ValidationError as error:
            raise ValueError(raw) from error
        return formataddr((person, address)) if raw else ""

    return _read(name, "", parse, "an address like Scratchpost <letters@kb.example.org>")


def switch(name: str, *, default: bool) -> bool:
    def parse(raw: str) -> bool:
        if raw.lower() in YES:
            return True
        if raw.lower() in NO:
            return False
        raise ValueError(raw)

    return _read(name, default, parse, "yes or no")


def secret_key(path: Path) -> str:
    """Return SECRET_KEY from the environment, else the key that `make run` stored at `path`.

    Without either the site refuses to start. A key made at the start would differ between
    workers, and each restart would log everybody out.
    """
    if key := os.environ.get("SECRET_KEY"):
        return key
    if path.is_file():
        return path.read_text().strip()
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Set it in the environment, or run `make run` once, "
        f"which makes a key and keeps it in {path}."
    )


def login_name(name: str) -> str:
    """Return a name that Django takes for a login, or ""."""

    def parse(raw: str) -> str:
        if raw and not re.fullmatch(r"[\w.@+-]{1,150}", raw):
            raise ValueError
        return raw

    return _read(name, "", parse, "a name of letters, digits and @ . + - _ only, of at most 150 characters")


def keep_secret(path: Path, value: str) -> bool:
    """Write `value` to `path`, readable by its owner only. Return False if the file existed already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w") as file:
        file.write(value + "\n")
    return True


def ensure_secret_key(path: Path) -> None:
    """Make the local secret key on the first run, unless the environment has one."""
    if "SECRET_KEY" not in os.environ:
        keep_secret(path, secrets.token_urlsafe(50))


def database(statement_timeout_ms: int) -> dict[str, Any]:
    """Return Django's DATABASES entry for the server in DATABASE_URL, else for the embedded one.

    No request can block the database for long: PostgreSQL ends a statement after
    `statement_timeout_ms` (0 means no limit), a wait for a lock after 2 s, and an idle
    transaction after 10 s.
    """
    limits = (
        f"-c statement_timeout={statement_timeout_ms} "
        "-c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000"
    )
    config: dict[str, Any] = {
        "ENGINE": "kbsite.postgres",
        "NAME": "scratchpost",
        "CONN_MAX_AGE": 60,
        "OPTIONS": {},
    }
    if url := os.environ.get("DATABASE_URL"):
        config |= _server(url)
    config["CONN_HEALTH_CHECKS"] = True
    config["OPTIONS"] = {
        "connect_timeout": CONNECT_TIMEOUT_SECONDS,
        "options": limits,
    } | config["OPTIONS"]
    return config


def _server(url: str) -> dict[str, Any]:
    try:
        server: dict[str, Any] = dict(environ.Env.db_url_config(url))
    except ValueError:
        # `from None` hides the parser's message, which can quote a part of the password.
        raise ImproperlyConfigured(
            "DATABASE_URL cannot be read. Write special characters of the password "
            "as %XX: postgres://user:password@host:5432/name"
        ) from None
    if server.get("ENGINE") != "django.db.backends.postgresql" or not server.get("NAME"):
        raise ImproperlyConfigured(
            "DATABASE_URL must name a PostgreSQL database: postgres://user:password@host:5432/name"
        )
    return server
