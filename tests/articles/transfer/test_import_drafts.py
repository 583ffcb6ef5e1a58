"""A file that calls itself a draft changes the working copy, and readers see none of it."""

from pathlib import Path

import pytest

from articles.models import Article, Edition
from articles.models.article import Stage
from articles.transfer import import_folder
from tests.articles.transfer.content_files import line_with, outcome, problems_of, write_article
from tests.factories import live_edition

pytestmark = pytest.mark.django_db


def test_a_draft_is_written_and_not_published(folder: Path) -> None:
    write_article(folder, "wag", draft=True, note=None, updated=None)

    report = import_folder(folder)

    assert outcome(report) == (["articles/wag"], [], [])
    article = Article.objects.get()
    assert (article.stage, article.history.count()) == (Stage.WRITING, 1)
    assert article.parts["gallery"] == [{"picture": "rug", "caption": ""}]
    assert not Edition.objects.exists()


def test_a_draft_need_not_be_ready(folder: Path) -> None:
    write_article(folder, "wag", "Text [^nobody].\n", draft=True, answer=None, urgency=None)

    assert problems_of(folder) == []
    assert not Edition.objects.exists()


def test_a_link_to_a_draft_is_a_problem_of_the_page_that_links(folder: Path) -> None:
    write_article(folder, "draft", draft=True)
    path = write_article(folder, "wag", "[^study1906] [Draft](article:draft)\n")

    assert problems_of(folder)[0].startswith(f"articles/wag.md:{line_with(path, 'article:draft')}: ")
    assert [article.slug for article in Article.objects.all()] == ["draft"]


def test_a_changed_draft_changes_the_working_copy_alone(folder: Path) -> None:
    write_article(folder, "wag", draft=True)
    import_folder(folder)
    write_article(folder, "wag", draft=True, title="Another title")

    report = import_folder(folder)

    assert outcome(report) == ([], ["articles/wag"], [])
    assert Article.objects.get().title == "Another title"
    assert not Edition.objects.exists()


def test_a_live_page_stays_while_its_next_text_is_imported_as_a_draft(folder: Path) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    write_article(folder, "wag", draft=True, title="Another title")

    import_folder(folder)

    article = Article.objects.get()
    assert (article.title, article.stage) == ("Another title", Stage.WRITING)
    assert live_edition(article).title == "Why do dogs wag?"


def test_a_draft_that_is_a_draft_no_more_is_published(folder: Path) -> None:
    write_article(folder, "wag", draft=True)
    import_folder(folder)
    write_article(folder, "wag")

    assert outcome(import_folder(folder)) == ([], ["articles/wag"], [])
    assert Edition.objects.live().get().title == "Why do dogs wag?"
