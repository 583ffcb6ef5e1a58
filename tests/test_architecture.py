"""The rules that hold the code together; docs and reviews may forget them, these do not."""

import ast
import re
from collections.abc import Iterator
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

# Which packages a module may import from ours, by the start of its name: the longest that fits counts.
MAY_IMPORT = {
    "kbsite": {"kbsite"},
    "articles": {"articles", "kbsite.uploads"},
    "articles.images": {"articles.images"},
    "articles.snapshots": set(),
    "articles.phrases": set(),
    "articles.models": {"articles.models", "articles.images.stored", "articles.phrases"},
    # Text becomes HTML without a database.
    "articles.rendering": {"articles.rendering", "articles.snapshots"},
    "comments": {"comments", "articles", "kbsite.uploads"},
}

# Where HTML is declared safe, each time after it was escaped or sanitised.
DECLARE_SAFE = {
    "articles/machines/script.py",
    "articles/models/edition.py",
    "articles/composing/preview.py",
    "articles/rendering/containers.py",
    "articles/rendering/figures.py",
    "articles/search/excerpts.py",
    "comments/models/comment.py",
    "comments/rendering.py",
}

# Each beats writing it, and is known in one place only.
ONE_DOOR = {
    "PIL": {"articles/images/decoding.py"},
    "pi_heif": {"articles/images/decoding.py"},
    "nh3": {"articles/rendering/sanitiser.py"},
    "mdit_py_plugins": {"articles/rendering/parser.py"},
    "frontmatter": {"articles/transfer/sources.py"},
    "environ": {"kbsite/environment.py"},
    "urllib3": {"articles/link_checks/exchange.py"},
    "rapidfuzz": {"articles/search/spelling.py"},
    "spellchecker": {"articles/search/english.py"},
    "fcntl": {"articles/images/decoding.py", "kbsite/locks.py"},
}


def name_of(path: Path) -> str:
    return str(path.relative_to(BASE))


def module_of(path: Path) -> str:
    return name_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports_of(tree: ast.AST) -> Iterator[str]:
    """Full names, also of imports inside functions; those for type checkers only are left out."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "Imports name the whole module."
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            yield from imports_of(node)


def is_within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def forbidden_imports(module: str, source: str) -> list[str]:
    rule = max((start for start in MAY_IMPORT if is_within(module, start)), key=len)
    ours = [name for name in imports_of(ast.parse(source)) if name.split(".")[0] in APPS]
    return [name for name in ours if not any(is_within(name, package) for package in MAY_IMPORT[rule])]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_flow_one_way(path: Path) -> None:
    assert forbidden_imports(module_of(path), path.read_text()) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("articles.publishing", "from comments.models import Comment"),
        ("articles.publishing", "def f():\n    import comments.models"),
        ("articles.views.home", "from kbsite.environment import text"),
        ("articles.rendering.render", "from articles.models import Article"),
        ("articles.models.picture", "from articles import publishing"),
        ("comments.writing.posting", "from kbsite import settings"),
        ("kbsite.health", "from articles.models import Article"),
    ],
)
def test_an_import_against_the_flow_is_seen(module: str, source: str) -> None:
    assert forbidden_imports(module, source)


@pytest.mark.parametrize("package", ONE_DOOR)
def test_a_library_is_used_behind_its_own_door(package: str) -> None:
    users = {
        name_of(path)
        for path in MODULES
        if any(is_within(name, package) for name in imports_of(ast.parse(path.read_text())))
    }

    assert users == ONE_DOOR[package]


def calls_in(path: Path) -> set[str]:
    """The names of what a module calls, as written: "Image.open", "mark_safe"."""
    tree = ast.parse(path.read_text())
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def test_images_are_opened_in_one_place() -> None:
    openers = {
        name_of(path) for path in MODULES if any(name.endswith("Image.open") for name in calls_in(path))
    }

    assert openers == {"articles/images/decoding.py"}


def test_html_is_declared_safe_only_where_it_was_made_safe() -> None:
    declaring = re.compile(r"(.*\.)?(mark_safe|SafeString|SafeText|html_safe)")

    users = {name_of(path) for path in MODULES if any(map(declaring.fullmatch, calls_in(path)))}

    assert users == DECLARE_SAFE


@pytest.mark.parametrize(
    "page", ["home", "edition", "category", "species", "breeds", "index", "contributors"]
)
def test_public_pages_start_from_editions_and_never_from_working_copies(page: str) -> None:
    names = set(imports_of(ast.parse((BASE / "articles" / "views" / f"{page}.py").read_text())))

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
]


def test_no_file_is_longer_than_300_lines() -> None:
    long = {
        name_of(path): lines
        for path in SOURCES
        if "migrations" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }

    assert long == {}
