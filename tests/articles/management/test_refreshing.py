"""Stored rows follow the rules by which they are made."""

import ast
import inspect
from importlib import import_module
from io import StringIO
from types import ModuleType

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.listings import alphabet
from articles.management import refreshing
from articles.management.refreshing import RefreshCommand, digest_of
from articles.models import AppliedRule, Article
from kbsite.serve.steps import REFRESH_IF_DUE, refresh
from tests.factories import CategoryFactory, LiveArticleFactory, SpeciesFactory, live_edition

RULE = "articles.listings.alphabet"
READ_SOURCE = inspect.getsource
# These modules declare data. A new field changes no rule.
NO_RULES = ("articles.models", "articles.snapshots")
# Blocks make HTML with these when a page is published, and no refresh makes it again.
HTML = "articles.rendering"

COMMANDS: dict[str, type[RefreshCommand]] = {
    name: import_module(f"articles.management.commands.{name}").Command for name in REFRESH_IF_DUE
}


def make_run() -> None:
    refresh(lambda line: None)


def change_rule(monkeypatch: pytest.MonkeyPatch, old: str, new: str) -> None:
    """Change the source of the rule, so that it holds `new` in place of `old`."""
    source = READ_SOURCE(alphabet)
    assert old in source

    def read(module: ModuleType) -> str:
        return source.replace(old, new) if module is alphabet else READ_SOURCE(module)

    monkeypatch.setattr(inspect, "getsource", read)


@pytest.fixture
def the_book() -> Article:
    """Publish a page beside another one, because a single page has no related pages to store."""
    same_subject = {"category": CategoryFactory(), "species": [SpeciesFactory()]}
    LiveArticleFactory(title="Of mice", **same_subject)
    article: Article = LiveArticleFactory(title="The book of cats", **same_subject)
    return article


@pytest.fixture
def rule_with_another_article(monkeypatch: pytest.MonkeyPatch) -> None:
    """Change the rule, so that headings which begin with “book” are sorted by the words after it."""
    change_rule(monkeypatch, '"the ")', '"the ", "book ")')
    monkeypatch.setattr(alphabet, "ARTICLES", (*alphabet.ARTICLES, "book "))


@pytest.mark.django_db
def test_stored_keys_follow_a_rule_that_an_update_changed(
    the_book: Article, request: pytest.FixtureRequest
) -> None:
    make_run()
    assert live_edition(the_book).index_key == "book of cats"

    request.getfixturevalue("rule_with_another_article")
    make_run()

    assert live_edition(the_book).index_key == "of cats"


@pytest.mark.django_db
def test_a_start_after_which_no_rule_changed_writes_nothing(the_book: Article) -> None:
    make_run()

    with CaptureQueriesContext(connection) as queries:
        make_run()

    verbs = {query["sql"].split()[0] for query in queries}
    assert not verbs & {"INSERT", "UPDATE", "DELETE"}


@pytest.mark.django_db
@pytest.mark.parametrize("command", REFRESH_IF_DUE)
def test_a_command_is_due_once_for_each_rule(
    command: str, the_book: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = StringIO()
    for _ in range(2):
        call_command(command, due=True, stdout=told)
    monkeypatch.setattr(refreshing, "digest_of", lambda modules: "another")
    for _ in range(2):
        call_command(command, due=True, stdout=told)

    assert told.getvalue().count(f"{COMMANDS[command].made}: ") == 2
    assert AppliedRule.objects.get(command=command).digest == "another"


def test_the_digest_is_of_what_the_code_does(monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest_of([RULE])

    change_rule(monkeypatch, '"""The order of an A to Z, and', '"""Another description of')
    described = digest_of([RULE])
    change_rule(monkeypatch, "\n# ", "\n# In other words: ")
    commented = digest_of([RULE])
    change_rule(monkeypatch, '"an ", ', "")
    changed = digest_of([RULE])

    assert before == described == commented
    assert changed != before


def test_the_digest_of_a_package_is_of_all_its_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest_of(["articles.listings"])

    change_rule(monkeypatch, '"an ", ', "")

    assert digest_of(["articles.listings"]) != before


@pytest.mark.parametrize("command", REFRESH_IF_DUE)
def test_a_rule_names_all_modules_that_it_uses(command: str) -> None:
    rule = COMMANDS[command].rule

    used = {
        node.module or ""
        for name in rule
        if not name.startswith(HTML)
        for node in ast.walk(ast.parse(inspect.getsource(import_module(name))))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("articles")
    }

    assert {name for name in used if not name.startswith(NO_RULES)} <= set(rule)
