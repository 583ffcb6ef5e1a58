"""Articles are locked through one door, so that their strength and order are decided once."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.drafts.locking import Conflict, lock_article, lock_article_row, lock_articles
from articles.models import Article
from tests.factories import DraftArticleFactory

BASE = Path(settings.BASE_DIR)

# Every module that locks rows, with the model of the rows.
LOCKING = {
    # Rows of the lists, each alone.
    "articles/admin/live_rows.py": {"self"},
    # The door, which locks any articles that it is given.
    "articles/drafts/locking.py": {"articles"},
    "articles/drafts/sessions.py": {"EditingSession"},
    "articles/glossary.py": {"GlossaryTerm"},
    # The editions that show a picture, after its row.
    "articles/pictures/library.py": {"Picture", "current"},
    # Checks alone; a check locks no article.
    "articles/publishing/checks.py": {"SymptomCheck"},
    "articles/publishing/row_signing.py": {"type(row)"},
    "comments/mail/sending.py": {"QueuedMail"},
    "comments/spam/bayes.py": {"Comment", "WordCount"},
    "comments/votes.py": {"Comment"},
    "comments/writing/editing.py": {"Comment"},
    # The row of a login, while its second factors change.
    "kbsite/accounts/factors.py": {"User"},
    # One process at a time writes to a person.
    "kbsite/notices/gathering.py": {"LetterHour"},
}


def models_locked_in(tree: ast.AST) -> set[str]:
    """The first name of each chain that ends with select_for_update(): Comment.objects.filter()..."""
    chains = (
        node.func.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "select_for_update"
    )
    return {ast.unparse(chain).partition(".")[0] for chain in chains}


def test_no_other_module_locks_articles() -> None:
    found = {
        str(path.relative_to(BASE)): models
        for app in ("articles", "comments", "kbsite")
        for path in sorted((BASE / app).rglob("*.py"))
        if (models := models_locked_in(ast.parse(path.read_text())))
    }

    assert found == LOCKING


@pytest.mark.django_db
def test_several_are_locked_in_the_order_of_their_pks() -> None:
    DraftArticleFactory.create_batch(2)

    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        locked = lock_articles(Article.objects.order_by("-pk"))

    assert [article.pk for article in locked] == sorted(article.pk for article in locked)
    assert asked[0]["sql"].endswith('ORDER BY "articles_article"."id" ASC FOR NO KEY UPDATE')


@pytest.mark.django_db
def test_a_row_is_locked_without_reading_its_texts() -> None:
    article = DraftArticleFactory()

    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        locked = lock_article_row(article.pk)

    assert locked == article
    assert {"body", "parts"} <= locked.get_deferred_fields()
    assert asked[0]["sql"].endswith("FOR NO KEY UPDATE")


@pytest.mark.django_db
def test_a_change_of_an_older_version_is_refused() -> None:
    article = DraftArticleFactory()

    with pytest.raises(Conflict) as refused:
        lock_article(article.pk, version=article.version + 1)

    assert refused.value.article == article
