"""Rules of the whole code that no other tool checks; who may import whom stands in pyproject.toml."""

import ast
import re
from collections import Counter
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

BASE = Path(settings.BASE_DIR)
APPS = ("articles", "comments", "kbsite")
TEMPLATES = sorted((BASE / "templates").rglob("*.html"))
MODULES = sorted(path for app in APPS for path in (BASE / app).rglob("*.py"))

# Where HTML is declared safe, each time after it was escaped or sanitised.
DECLARE_SAFE = {
    "articles/machines/json_ld.py",
    "articles/models/edition.py",
    "articles/composing/preview.py",
    "articles/rendering/block.py",
    "articles/rendering/figures.py",
    "articles/search/excerpts.py",
    "comments/models/comment.py",
    "comments/rendering.py",
    "kbsite/desk_tags.py",
}


def name_of(path: Path) -> str:
    return str(path.relative_to(BASE))


def imports_of(path: Path) -> set[str]:
    """Full names, also of what is imported inside functions."""
    found = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom))
    return {f"{node.module}.{alias.name}" for node in found for alias in node.names}


def calls_in(path: Path) -> set[str]:
    """The names of what a module calls, as written: "Image.open", "mark_safe"."""
    tree = ast.parse(path.read_text())
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def test_images_are_opened_in_one_place() -> None:
    openers = {
        name_of(path) for path in MODULES if any(name.endswith("Image.open") for name in calls_in(path))
    }

    assert openers == {"articles/images/pixels.py"}


def test_html_is_declared_safe_only_where_it_was_made_safe() -> None:
    declaring = re.compile(r"(.*\.)?(mark_safe|SafeString|SafeText|html_safe)")

    users = {name_of(path) for path in MODULES if any(map(declaring.fullmatch, calls_in(path)))}

    assert users == DECLARE_SAFE


@pytest.mark.parametrize(
    "page", ["home", "edition", "category", "species", "breeds", "index", "contributors"]
)
def test_public_pages_start_from_editions_and_never_from_working_copies(page: str) -> None:
    names = imports_of(BASE / "articles" / "views" / f"{page}.py")

    assert "articles.models.Edition" in names
    assert "articles.models.Article" not in names


def test_the_packages_open_addresses_are_never_mounted() -> None:
    assert not [name_of(path) for path in MODULES if "markdownx.urls" in path.read_text()]


def test_the_database_is_reached_through_psycopg2() -> None:
    installed = {(distribution.metadata["Name"] or "").lower() for distribution in distributions()}

    # Django would switch to psycopg 3 without a word as soon as it is there.
    assert not installed & {"psycopg", "psycopg-binary", "psycopg-c"}
    driver: Any = connection
    assert driver.Database.__name__ == "psycopg2"


def test_no_two_classes_have_the_same_name() -> None:
    # Django looks for classes of these names in a model or form, and in a command's module.
    by_django = {"Meta", "Media", "Command"}
    names = Counter(
        node.name
        for path in MODULES
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef) and node.name not in by_django
    )

    assert [name for name, times in names.items() if times > 1] == []


INLINE = re.compile(r"""\sstyle\s*=|<style|\son[a-z]+\s*=|javascript:""", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE)
UNESCAPED = re.compile(r"\|\s*(safe|safeseq)\b|\{%-?\s*autoescape\s+off")
COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}", re.DOTALL)


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_templates_escape_everything_and_hold_nothing_inline(path: Path) -> None:
    source = COMMENT.sub("", path.read_text(encoding="utf-8"))

    assert UNESCAPED.findall(source) == []
    # A letter has no stylesheet: mail programs would not fetch it.
    if "mail" not in path.parts:
        assert INLINE.findall(source) == []
    assert SCRIPT.findall(source) == []


@pytest.mark.parametrize(
    "source",
    [
        *(
            "{{ html|safe }}",
            "{{ html | safe }}",
            "{% autoescape off %}",
            '<p style="color: red">',
            "<style>",
        ),
        *("<script>alert(1)</script>", '<a onclick="x()">', '<a href="javascript:x()">'),
    ],
)
def test_what_templates_must_not_hold_is_seen(source: str) -> None:
    assert any(pattern.search(source) for pattern in (UNESCAPED, INLINE, SCRIPT))


SOURCES = [
    *MODULES,
    *TEMPLATES,
    *sorted((BASE / "static").rglob("*.css")),
    *sorted((BASE / "static").rglob("*.js")),
    *sorted((BASE / "tests").rglob("*.py")),
    *sorted((BASE / "tools").rglob("*.py")),
]


def test_no_file_is_longer_than_300_lines() -> None:
    long = {
        name_of(path): lines
        for path in SOURCES
        if "migrations" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }

    assert long == {}


def test_every_component_of_the_styles_is_imported() -> None:
    styles = BASE / "static/css"
    importing = "".join(path.read_text() for path in styles.glob("*.css"))

    parts = [name_of(path) for path in sorted((styles / "components").rglob("*.css"))]

    assert parts
    assert [name for name in parts if name.removeprefix("static/css/") not in importing] == []
