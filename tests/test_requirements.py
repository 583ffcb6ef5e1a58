"""The lists that people edit and the lists that get installed: `make requirements` keeps them together."""

import re
from pathlib import Path

import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
LISTS = ("requirements", "requirements-dev")

# One package of a compiled list: its line, and the lines of hashes below it.
PACKAGE = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>\S+)(?: ;[^\\\n]*)? \\\n(?P<rest>(?:    .*\n)+)", re.MULTILINE
)


def named_by_people(source: str) -> dict[str, str]:
    return {normal(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", source, re.M)}


def compiled(source: str) -> dict[str, str]:
    return {normal(found["name"]): found["version"] for found in PACKAGE.finditer(source)}


def normal(name: str) -> str:
    """As pip compares names: psycopg2_binary is psycopg2-binary."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", LISTS)
def test_what_people_name_is_installed_in_that_version(name: str) -> None:
    wanted = named_by_people((BASE / f"{name}.in").read_text())
    installed = compiled((BASE / f"{name}.txt").read_text())

    assert wanted
    assert {package: installed.get(package) for package in wanted} == wanted


def test_tests_run_on_the_versions_that_readers_get() -> None:
    site, tests = (compiled((BASE / f"{name}.txt").read_text()) for name in LISTS)

    assert site.items() <= tests.items()


@pytest.mark.parametrize("name", LISTS)
def test_each_package_says_why_it_is_there(name: str) -> None:
    lines = [line for line in (BASE / f"{name}.in").read_text().splitlines() if "==" in line]

    assert [line for line in lines if not re.search(r"\s# \S+", line)] == []


@pytest.mark.parametrize("name", LISTS)
def test_every_installed_package_carries_hashes(name: str) -> None:
    source = (BASE / f"{name}.txt").read_text()
    packages = list(PACKAGE.finditer(source))

    assert len(packages) == len(re.findall(r"^\S+==", source, re.M))
    assert [found["name"] for found in packages if "--hash=sha256:" not in found["rest"]] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "package-lock.json"])
def test_no_list_names_a_registry(name: str) -> None:
    source = (BASE / name).read_text()

    # Where packages come from is the choice of whoever installs them.
    assert re.findall(r"--(?:index|extra-index|find-links)\S*|\"resolved\"|://\S*registry\S*", source) == []
