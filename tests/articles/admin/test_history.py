"""The list of an article's versions, and who may see it."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.drafts import editing
from articles.drafts.history import PER_PAGE
from articles.models import SignOff
from articles.publishing import publish, sign, submit
from tests.articles.admin.pages import address, client_of, text_of
from tests.articles.admin.versions import fresh, rows_of, saved
from tests.factories import (
    ApprovedArticleFactory,
    AuthorFactory,
    DraftArticleFactory,
    LoneArticleFactory,
    UserFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db

DUE = datetime(2030, 11, 22, tzinfo=UTC).date()
PAGES = ["history", "compare", "restore"]


# --- the list


def test_the_history_says_who_when_why_and_how_far_the_text_was(editor: User, editor_client: Client) -> None:
    with time_machine.travel(datetime(2026, 11, 3, 14, 3, tzinfo=UTC), tick=False):
        article = DraftArticleFactory()
        saved(article, by=None, why="Imported")
    with time_machine.travel(datetime(2026, 11, 4, 9, 30, tzinfo=UTC), tick=False):
        saved(article, by=editor, why="A clearer title", title="Another title")
        submit(article, by=editor, remarks="Please read")

    newest, changed, imported, _created = rows_of(editor_client.get(address(article, "history")))

    assert f"4 November 2026, 09:30 {editor} Handed in for review: Please read In review" in newest
    assert f"4 November 2026, 09:30 {editor} A clearer title Being written" in changed
    who = "The operator or somebody whose login is gone"
    assert f"3 November 2026, 14:03 {who} Imported Being written" in imported


def test_signed_and_published_versions_are_marked(editor: User, editor_client: Client) -> None:
    article = ApprovedArticleFactory()
    sign(article, by=VetFactory(), review_due_on=DUE)
    publish(article, by=editor)

    rows = rows_of(editor_client.get(address(article, "history")))

    assert "Edition 1" in rows[0]
    assert "Signed by Vera Ito" not in rows[0]
    assert "Signed by Vera Ito" in rows[1].split("Being written")[-1]
    assert not any("Edition" in row for row in rows[1:])


def test_each_version_leads_to_what_it_changed_against_the_one_before_it(editor_client: Client) -> None:
    article = DraftArticleFactory()
    versions = [saved(article, title=f"Title {number}") for number in range(3)]

    page = editor_client.get(address(article, "history")).content.decode()
    last = editor_client.get(
        address(article, "compare"), {"from": versions[1].pk, "to": versions[2].pk}
    ).content.decode()

    assert f"?from={versions[1].pk}&amp;to={versions[2].pk}" in page
    assert page.count("What changed") == 3
    assert page.count("The first version") == 1
    assert "Title <del>1</del>" in last
    assert "Title <ins>2</ins>" in last


def test_the_two_newest_versions_are_chosen_to_begin_with(editor_client: Client) -> None:
    article = DraftArticleFactory()
    versions = [saved(article, title=f"Title {number}") for number in range(3)]

    page = editor_client.get(address(article, "history")).content.decode()

    checked = re.findall(r'name="(from|to)" value="(\d+)"[^>]*checked', page)
    assert sorted(checked) == [("from", str(versions[1].pk)), ("to", str(versions[2].pk))]


def test_a_long_history_goes_on_on_the_next_page(editor_client: Client) -> None:
    article = DraftArticleFactory()
    versions = [saved(article, why=f"Save {number}.") for number in range(PER_PAGE + 1)]
    first = editor_client.get(address(article, "history"))
    saved(article, why="Meanwhile")

    below = re.findall(r'href="\?below=(\d+)"', first.content.decode())
    second = editor_client.get(address(article, "history"), {"below": below[0]})

    assert len(rows_of(first)) == PER_PAGE
    assert [version.pk for version in versions[1:2]] == [int(below[0])]
    assert [row.split("Being")[0].split()[-2:] for row in rows_of(second)[:1]] == [["Save", "0."]]
    assert len(rows_of(second)) == 2
    assert "Newest versions" in text_of(second)
    assert "Older versions" not in text_of(second)


def test_a_history_of_many_versions_costs_as_few_queries_as_one_and_reads_no_text(
    editor: User, editor_client: Client
) -> None:
    article = LoneArticleFactory()

    def queries() -> CaptureQueriesContext:
        with CaptureQueriesContext(connection) as captured:
            assert editor_client.get(address(article, "history")).status_code == 200
        return captured

    few = queries()
    version = saved(article, why="Signed often")
    for number in range(30):
        saved(article, by=UserFactory(), title=f"Title {number}")
    vet = VetFactory().contributor
    for _ in range(10):
        fields: dict[str, Any] = {"digest": "d", "vet": vet, "name": "Vera Ito", "role": "Vet"}
        SignOff.objects.create(
            article=article, version=version, signed_at=version.history_date, review_due_on=DUE, **fields
        )
    many = queries()

    of_history = [query["sql"] for query in many if '"articles_historicalarticle"' in query["sql"]]
    assert len(few) == len(many) <= 12
    assert not any('"body"' in sql or '"parts"' in sql for sql in of_history)


def test_what_was_typed_and_not_saved_is_said_and_can_be_looked_at(
    editor: User, editor_client: Client
) -> None:
    article = fresh(LoneArticleFactory())
    editing.autosave(article, {"title": "Typed title"}, by=editor, version=article.version)

    page = editor_client.get(address(article, "history"))
    (link,) = re.findall(r'href="([^"]+\?from=\d+)"', page.content.decode())
    comparison = editor_client.get(link)

    assert f"{editor} has typed since" in text_of(page)
    assert "The working copy as it stands now" in text_of(comparison)
    assert "Typed title" in text_of(comparison)


@pytest.mark.parametrize("number", ["x", "-1", "\u0665", "1/2", "9" * 5000])
def test_there_is_no_history_of_what_is_no_article(editor_client: Client, number: str) -> None:
    assert editor_client.get(f"/admin/articles/article/{number}/history/").status_code == 404


# --- who may


@pytest.mark.parametrize("page", PAGES)
def test_a_draft_does_not_leak_through_its_history(page: str) -> None:
    draft = DraftArticleFactory(owner=AuthorFactory(), title="SECRET")
    version = saved(draft)
    stranger = client_of(AuthorFactory())

    response = stranger.get(address(draft, page), {"from": version.pk, "version": version.pk})

    assert response.status_code == 403
    assert "SECRET" not in response.content.decode()


def test_no_version_of_another_article_is_shown(editor_client: Client) -> None:
    own, secret = DraftArticleFactory(owner=AuthorFactory()), saved(DraftArticleFactory(title="SECRET"))
    version = saved(own)
    author = client_of(own.owner)

    answers = [
        author.get(address(own, "compare"), {"from": version.pk, "to": secret.pk}),
        author.get(address(own, "compare"), {"from": secret.pk}),
        author.get(address(own, "restore"), {"version": secret.pk}),
        author.post(address(own, "restore"), {"version": secret.pk, "working_copy": own.version}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4


def test_an_author_looks_into_and_restores_their_own_draft() -> None:
    draft = DraftArticleFactory(owner=AuthorFactory())
    older, _newer = saved(draft, title="Older title"), saved(draft, title="Newer title")
    author = client_of(draft.owner)

    listed = author.get(address(draft, "history"))
    author.post(address(draft, "restore"), {"version": older.pk, "working_copy": fresh(draft).version})

    assert "Restore" in text_of(listed)
    assert fresh(draft).title == "Older title"


def test_a_vet_looks_into_the_history_and_restores_nothing() -> None:
    article = LoneArticleFactory()
    version = saved(article, title="Another title")
    vet = client_of(VetFactory())

    listed = vet.get(address(article, "history"))
    compared = vet.get(address(article, "compare"), {"from": version.pk})
    refused = vet.post(
        address(article, "restore"), {"version": version.pk, "working_copy": fresh(article).version}
    )

    assert (listed.status_code, compared.status_code, refused.status_code) == (200, 200, 403)
    assert "Restore" not in text_of(listed) + text_of(compared)


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_has_to_log_in(client: Client, page: str) -> None:
    response = client.get(address(DraftArticleFactory(), page))

    assert response.headers["Location"].startswith("/admin/login/")
