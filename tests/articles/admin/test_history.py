"""The history's pages: every save, two versions side by side, and a way back."""

import html
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.drafts import editing
from articles.drafts.history import PER_PAGE
from articles.models import Article, Edition, SignOff
from articles.publishing import publish, sign, submit, withdraw
from tests.factories import (
    ApprovedArticleFactory,
    AuthorFactory,
    DraftArticleFactory,
    LiveArticleFactory,
    ReferenceFactory,
    UserFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db

DUE = datetime(2030, 11, 22, tzinfo=UTC).date()
PAGES = ["history", "compare", "restore"]


def address(article: Article, page: str) -> str:
    return reverse(f"admin:articles_article_{page}", args=[article.pk])


def words_of(response: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", response.content.decode())).split())


def log_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def fresh(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def saved(article: Article, by: User | None = None, why: str = "", **fields: Any) -> Any:
    article = fresh(article)
    for name, value in fields.items():
        setattr(article, name, value)
    return editing.record(article, by=by, why=why)


def rows_of(response: Any) -> list[str]:
    """The table's rows, each in one line of words."""
    body = response.content.decode().split("<tbody>")[1].split("</tbody>")[0]
    rows = re.findall(r"<tr>.*?</tr>", body, re.DOTALL)
    return [" ".join(html.unescape(re.sub(r"<[^>]*>", " ", row)).split()) for row in rows]


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
    assert "3 November 2026, 14:03 Import Imported Being written" in imported


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
    assert "Newest versions" in words_of(second)
    assert "Older versions" not in words_of(second)


def test_a_history_of_many_versions_costs_as_few_queries_as_one_and_reads_no_text(
    editor: User, editor_client: Client
) -> None:
    article = LiveArticleFactory()

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
    article = fresh(LiveArticleFactory())
    editing.autosave(article, {"title": "Typed title"}, by=editor, version=article.version)

    page = editor_client.get(address(article, "history"))
    (link,) = re.findall(r'href="([^"]+\?from=\d+)"', page.content.decode())
    comparison = editor_client.get(link)

    assert f"{editor} has typed since" in words_of(page)
    assert "The working copy as it stands now" in words_of(comparison)
    assert "Typed title" in words_of(comparison)


# --- two of them


def test_the_older_version_stands_on_the_left_whichever_way_they_were_chosen(
    editor_client: Client,
) -> None:
    article = DraftArticleFactory()
    older, newer = saved(article, answer="Old answer."), saved(article, answer="New answer.")

    straight = editor_client.get(address(article, "compare"), {"from": older.pk, "to": newer.pk})
    crossed = editor_client.get(address(article, "compare"), {"from": newer.pk, "to": older.pk})

    for response in (straight, crossed):
        assert "<del>Old</del> answer." in response.content.decode()
        assert "<ins>New</ins> answer." in response.content.decode()


def test_a_version_beside_itself_changed_nothing(editor_client: Client) -> None:
    article = DraftArticleFactory()
    version = saved(article)

    response = editor_client.get(address(article, "compare"), {"from": version.pk, "to": version.pk})

    assert "Nothing changed." in words_of(response)


def test_without_a_choice_the_list_is_shown_again(editor_client: Client) -> None:
    article = DraftArticleFactory()

    response = editor_client.get(address(article, "compare"))

    assert response.headers["Location"] == address(article, "history")


def test_words_of_editors_are_escaped_in_a_comparison(editor_client: Client) -> None:
    hostile = '"><script>alert(1)</script>'
    article = DraftArticleFactory()
    older = saved(article)
    ReferenceFactory(article=article, key="study", title=hostile)
    newer = saved(article, title=hostile, body=f"{hostile}\n\n{hostile}", answer=hostile, why=hostile)

    for page, query in (
        ("compare", {"from": older.pk, "to": newer.pk}),
        ("restore", {"version": older.pk}),
        ("history", {}),
    ):
        response = editor_client.get(address(article, page), query)
        assert b"<script>alert" not in response.content
        assert "alert(1)" in words_of(response)


@pytest.mark.parametrize("number", ["x", "-1", "0", "²", "1.5", "9" * 18, "9" * 5000, "<script>"])
@pytest.mark.parametrize(
    ("page", "name"), [("compare", "from"), ("compare", "to"), ("restore", "version"), ("history", "below")]
)
def test_a_version_that_there_is_not_answers_not_found(
    editor_client: Client, page: str, name: str, number: str
) -> None:
    article = DraftArticleFactory()
    version = saved(article)
    query: dict[str, Any] = {"from": version.pk} if name == "to" else {}

    response = editor_client.get(address(article, page), query | {name: number})

    # Below a number that is one, but of no version, the list just ends.
    ends = page == "history" and number.isdecimal() and len(number) <= 18 and number.isascii()
    assert response.status_code == (200 if ends else 404)


# --- who may


@pytest.mark.parametrize("page", PAGES)
def test_a_draft_does_not_leak_through_its_history(page: str) -> None:
    draft = DraftArticleFactory(owner=AuthorFactory(), title="SECRET")
    version = saved(draft)
    stranger = log_in(AuthorFactory())

    response = stranger.get(address(draft, page), {"from": version.pk, "version": version.pk})

    assert response.status_code == 403
    assert "SECRET" not in response.content.decode()


def test_no_version_of_another_article_is_shown(editor_client: Client) -> None:
    own, secret = DraftArticleFactory(owner=AuthorFactory()), saved(DraftArticleFactory(title="SECRET"))
    version = saved(own)
    author = log_in(own.owner)

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
    author = log_in(draft.owner)

    listed = author.get(address(draft, "history"))
    author.post(address(draft, "restore"), {"version": older.pk, "working_copy": fresh(draft).version})

    assert "Restore" in words_of(listed)
    assert fresh(draft).title == "Older title"


def test_a_vet_looks_into_the_history_and_restores_nothing() -> None:
    article = LiveArticleFactory()
    version = saved(article, title="Another title")
    vet = log_in(VetFactory())

    listed = vet.get(address(article, "history"))
    compared = vet.get(address(article, "compare"), {"from": version.pk})
    refused = vet.post(
        address(article, "restore"), {"version": version.pk, "working_copy": fresh(article).version}
    )

    assert (listed.status_code, compared.status_code, refused.status_code) == (200, 200, 403)
    assert "Restore" not in words_of(listed) + words_of(compared)


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_has_to_log_in(client: Client, page: str) -> None:
    response = client.get(address(DraftArticleFactory(), page))

    assert response.headers["Location"].startswith("/admin/login/")


# --- restoring


def test_restoring_is_asked_first_with_what_would_change(editor_client: Client) -> None:
    article = DraftArticleFactory()
    older = saved(article, title="Older title", slug="older-address")
    saved(article, title="Newer title", slug="newer-address")

    response = editor_client.get(address(article, "restore"), {"version": older.pk})

    page = response.content.decode()
    assert "<del>Newer</del> title" in page
    assert "<ins>Older</ins> title" in page
    assert "<del>newer</del>" not in page
    assert fresh(article).title == "Newer title"


def test_a_restored_version_is_the_working_copy_again_and_readers_see_none_of_it(
    editor: User, editor_client: Client, client: Client
) -> None:
    article = DraftArticleFactory(title="First title")
    publish(article, by=None)
    first = article.history.first()
    saved(article, title="Second title")
    publish(fresh(article), by=None)

    response = editor_client.post(
        address(article, "restore"),
        {"version": first.pk, "working_copy": fresh(article).version},
        follow=True,
    )

    assert fresh(article).title == "First title"
    assert "says again what it said then" in words_of(response)
    assert article.history.first().history_user == editor
    assert "Second title" in client.get(article.get_absolute_url()).content.decode()


def test_what_could_not_be_put_back_is_said_before_and_after(editor_client: Client) -> None:
    article = DraftArticleFactory()
    gone = article.category
    older = saved(article)
    saved(article, category=LiveArticleFactory().category)
    gone.delete()
    sentence = f"The category “{gone.slug}” no longer exists: the present one stays."

    before = editor_client.get(address(article, "restore"), {"version": older.pk})
    after = editor_client.post(
        address(article, "restore"),
        {"version": older.pk, "working_copy": fresh(article).version},
        follow=True,
    )

    assert sentence in words_of(before)
    assert sentence in words_of(after)


def test_a_text_that_changed_meanwhile_is_not_overwritten(editor_client: Client) -> None:
    article = DraftArticleFactory()
    older = saved(article, title="Older title")
    seen = fresh(article).version
    saved(article, title="Meanwhile")

    response = editor_client.post(address(article, "restore"), {"version": older.pk, "working_copy": seen})

    assert fresh(article).title == "Meanwhile"
    assert "nothing was restored" in words_of(response)
    assert f'name="working_copy" value="{fresh(article).version}"' in response.content.decode()


def test_restoring_asks_for_the_forms_own_token(editor: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    article = DraftArticleFactory(title="Now")
    older = saved(article, title="Then")
    saved(article, title="Now")

    response = client.post(
        address(article, "restore"), {"version": older.pk, "working_copy": fresh(article).version}
    )

    assert response.status_code == 403
    assert fresh(article).title == "Now"


# --- what a vet and an editor are shown before they decide


def test_a_vet_is_shown_what_changed_since_the_last_signature() -> None:
    article = ApprovedArticleFactory(answer="It is normal.")
    vet = VetFactory()
    sign(article, by=vet, review_due_on=DUE)
    saved(article, answer="It is an emergency.")

    page = log_in(vet).get(address(article, "sign")).content.decode()

    assert "What changed since Vera Ito signed" in page
    assert "<del>normal</del>" in page
    assert "<ins>an emergency</ins>" in page


def test_a_vet_is_told_when_the_text_that_was_signed_is_no_longer_kept() -> None:
    article = ApprovedArticleFactory()
    vet = VetFactory()
    signed = sign(article, by=vet, review_due_on=DUE)
    SignOff.objects.filter(pk=signed.pk).update(version=None)

    words = words_of(log_in(vet).get(address(article, "sign")))

    assert "read all of it again" in words
    assert "Nothing changed." not in words


@pytest.fixture
def live() -> Article:
    return LiveArticleFactory(answer="It is normal.")


def end_it(article: Article) -> None:
    withdraw(article, by=None)


def leave_it(article: Article) -> None:
    pass


@pytest.mark.parametrize(
    ("end", "since"),
    [(leave_it, "edition 1, which readers see now"), (end_it, "edition 1, the newest")],
)
def test_a_review_shows_what_changed_since_the_newest_edition(
    live: Article, editor_client: Client, end: Callable[[Article], None], since: str
) -> None:
    end(live)
    saved(live, answer="It is an emergency.")

    page = editor_client.get(address(live, "review"))

    assert f"What changed since {since}" in words_of(page)
    assert "<ins>an emergency</ins>" in page.content.decode()


def test_a_review_of_what_was_never_published_shows_what_changed_since_it_was_approved(
    editor_client: Client,
) -> None:
    article = ApprovedArticleFactory(answer="It is normal.")
    saved(article, answer="It is an emergency.")

    page = editor_client.get(address(article, "review"))

    assert "What changed since its approval on" in words_of(page)
    assert "<ins>an emergency</ins>" in page.content.decode()


def test_a_review_of_a_first_text_says_that_all_of_it_is_new(editor_client: Client) -> None:
    article = DraftArticleFactory()
    submit(article, by=None)

    words = words_of(editor_client.get(address(article, "review")))

    assert not Edition.objects.exists()
    assert "all of it is new" in words
