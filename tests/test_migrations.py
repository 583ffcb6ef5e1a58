"""Migrations use no code of ours: that code changes, and what a migration does must not."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

APPS = ("articles", "comments", "kbsite", "kbsite/accounts", "kbsite/notices")
MIGRATIONS = {
    f"{app}.{path.stem}": path
    for app in APPS
    for path in sorted((Path(settings.BASE_DIR) / app / "migrations").glob("0*.py"))
}

# Django writes these names itself and compares them with the model. With a copy of the function or
# of the field in the migration, makemigrations would report a change.
NAMED_BY_DJANGO = {
    # The default of Article.rating_counts, no_ratings.
    "articles.0001_initial": {"articles.models.article"},
    # The field of SynonymRewrite, QueryField.
    "articles.0010_search": {"articles.models.search"},
}

# These came before the table of rights in articles/roles.py. A new right is a line of that table.
GRANT = {
    *("articles.0003_groups", "articles.0006_reading_rows", "articles.0009_danger_rows"),
    *("articles.0011_search_rows", "comments.0002_moderators", "comments.0006_moderation_rows"),
}


def imports_of(source: str) -> set[str]:
    """The modules that are imported anywhere, also by name through importlib."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(f"{'.' * node.level}{node.module or ''}")
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            found.add("importlib of " + ast.unparse(node.args[0]))
    return found


def living_code_in(source: str) -> set[str]:
    ours = (*APPS, ".", "importlib of ")
    return {name for name in imports_of(source) if name.startswith(ours)}


@pytest.mark.parametrize("name", MIGRATIONS)
def test_a_migration_uses_no_code_of_ours(name: str) -> None:
    assert living_code_in(MIGRATIONS[name].read_text()) == NAMED_BY_DJANGO.get(name, set())


@pytest.mark.parametrize(
    "source",
    [
        "from articles.listings.alphabet import sort_key",
        "def forwards(apps, schema_editor):\n    import comments.models",
        "from . import rules",
        "import_module('articles.roles')",
    ],
)
def test_living_code_in_a_migration_is_seen(source: str) -> None:
    assert living_code_in(source)


def test_no_migration_since_the_table_of_rights_grants_any() -> None:
    grant = {
        name
        for name, path in MIGRATIONS.items()
        if "django.contrib.auth.management" in imports_of(path.read_text())
    }

    assert grant == GRANT
