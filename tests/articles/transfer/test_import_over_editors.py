"""An import keeps what editors changed, deleted or withdrew, unless it is told to overwrite."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User

from articles.drafts import editing
from articles.drafts.fingerprint import fingerprint
from articles.models import Article, Edition, Reference
from articles.publishing import publish, withdraw
from articles.transfer import import_folder
from tests.articles.transfer.content_files import outcome, write_article
from tests.factories import LiveArticleFactory, live_edition

pytestmark = pytest.mark.django_db


def test_what_an_editor_changed_is_kept(folder: Path) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    Article.objects.update(title="An editor's title")
    write_article(folder, "wag", title="The file's title")

    report = import_folder(folder)

    assert outcome(report) == ([], [], ["articles/wag"])
    assert Article.objects.get().title == "An editor's title"
    assert Edition.objects.count() == 1


def test_an_editors_change_to_a_reference_alone_is_kept_too(folder: Path) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    Reference.objects.update(year=1907)
    write_article(folder, "wag", title="The file's title")

    assert outcome(import_folder(folder))[2] == ["articles/wag"]


def test_saving_in_the_admin_without_a_change_is_no_change(folder: Path) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    article = Article.objects.get()
    before = fingerprint(article)

    # Browsers send the ends of lines so, whatever they were.
    article.body = article.body.replace("\n", "\r\n")
    article.key_points = article.key_points.replace("\n", "\r\n")

    assert fingerprint(article) == before


def test_an_article_that_editors_wrote_here_is_kept(folder: Path) -> None:
    article = LiveArticleFactory(slug="wag", title="Ours")
    write_article(folder, "wag")

    report = import_folder(folder)

    assert outcome(report) == ([], [], ["articles/wag"])
    assert live_edition(article).title == "Ours"


def test_overwriting_replaces_even_what_an_editor_changed(folder: Path) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    Article.objects.update(title="An editor's title")
    publish(Article.objects.get(), by=None)

    report = import_folder(folder, overwrite=True)

    assert outcome(report) == ([], ["articles/wag"], [])
    edition = Edition.objects.live().get()
    assert (edition.number, edition.title) == (3, "Why do dogs wag?")


@pytest.mark.parametrize("file_changes", [False, True])
def test_an_article_that_was_deleted_is_not_brought_back(folder: Path, file_changes: bool) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    Article.objects.all().delete()
    if file_changes:
        write_article(folder, "wag", title="Another title")

    import_folder(folder)

    assert not Article.objects.exists()


def test_overwriting_brings_back_even_what_was_deleted(folder: Path) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    Article.objects.all().delete()

    report = import_folder(folder, overwrite=True)

    assert outcome(report) == (["articles/wag"], [], [])


@pytest.mark.parametrize("file_changes", [False, True])
def test_an_article_that_was_withdrawn_stays_so(folder: Path, file_changes: bool) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    withdraw(Article.objects.get(), by=None)
    if file_changes:
        write_article(folder, "wag", title="Another title")

    import_folder(folder)

    assert not Edition.objects.live().exists()
    assert not Edition.objects.upcoming().exists()


def test_what_an_autosave_left_is_in_the_history_before_an_import_overwrites_it(
    folder: Path, editor: User
) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    article = Article.objects.get()
    editing.autosave(article, {"answer": "Typed a minute ago."}, by=editor, version=article.version)

    import_folder(folder, overwrite=True)

    assert "Typed a minute ago." in [row.answer for row in article.history.all()]
    assert Article.objects.get().answer == "Because they can."
