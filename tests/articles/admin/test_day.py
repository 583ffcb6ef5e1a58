"""The admin's first page: each tile says how long the list is to which it leads."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.admin import paginator
from articles.models import Article, ExternalLink, Picture, SearchCount, SymptomCheck
from articles.models.article import Stage
from articles.publishing.checks import record, submit_check
from comments.moderation import approve
from tests.articles.admin.states_of_articles import one_of_each
from tests.comments.test_ratings import fall
from tests.factories import (
    AuthorFactory,
    DraftArticleFactory,
    EmergencySignFactory,
    HeldCommentFactory,
    LoneArticleFactory,
    PoisonLineFactory,
    UserFactory,
    VetFactory,
    check_rows,
    group,
    live_check,
)

pytestmark = pytest.mark.django_db

DAY_PAGE = "/admin/"
OF_EDITORS = {
    "Waiting for review": {"in review"},
    "Waiting for a vet’s signature": {"in review", "approved"},
    "Approved, not yet published": {"approved"},
    "Scheduled": {"scheduled"},
    "Live without a signature": {"unsigned", "falling"},
    "Review overdue": {"overdue"},
    "Broken references": {"broken"},
    "Sent back to you": {"sent back"},
    "You are writing": {"writing", "broken"},
    "Poison lines to check again": {"A line (United Kingdom)"},
    "Checks sent back": {"check sent back"},
    "Checks waiting for review": {"check in review"},
    "Checks approved, not yet published": {"check approved"},
    "Checks without a vet’s signature": {"check in review", "check approved", "live check"},
    "Pictures used nowhere": {"orphan"},
    "Searched, nothing found (30 days)": {"wet tail"},
    "Falling ratings": {"falling"},
}


def client_of(*roles: str, **more: Any) -> tuple[User, Client]:
    user = VetFactory() if roles == ("vet",) else UserFactory(**more)
    user.groups.set([group(role) for role in roles])
    client = Client()
    client.force_login(user)
    return user, client


def tiles(client: Client) -> dict[str, tuple[str, str]]:
    """The figure and the address of each tile, by its name, as the page shows them."""
    html = client.get(DAY_PAGE).content.decode()
    tile = re.compile(
        r'<a class="tile[^>]*href="([^"]*)">\s*<span class="tile-figure">(.*?)</span>\s*'
        r'<span class="tile-name">(.*?)</span>'
    )
    return {name: (figure, url.replace("&amp;", "&")) for url, figure, name in tile.findall(html)}


def listed(client: Client, url: str) -> set[str]:
    """What the list shows: titles of articles, keys of pictures, readers' questions."""
    context = client.get(url).context
    if "parts" in context:
        named = urlsplit(url).fragment
        return {row.asked.words for part in context["parts"] if part.which == named for row in part.rows}
    return {str(row) for row in context["cl"].result_list}


def test_every_number_is_the_length_of_its_list() -> None:
    editor, client = client_of("editor", "moderator")
    one_of_each(VetFactory(), owner=editor)
    fall(LoneArticleFactory(title="falling"))
    HeldCommentFactory.create_batch(3, article=Article.objects.get(title="signed"))
    submit_check(record(check_rows("in-review", title="check in review"), by=editor), by=editor)
    for stage in (Stage.SENT_BACK, Stage.APPROVED):
        record(check_rows(stage, title=f"check {stage.label.lower()}"), by=editor)
        SymptomCheck.objects.filter(slug=stage).update(stage=stage, approved_digest="0" * 64)
    live_check(title="live check")
    SearchCount.objects.create(day=timezone.localdate(), words="wet tail", times=2)
    PoisonLineFactory(name="A line", checked_on=date(2020, 1, 1))
    PoisonLineFactory(checked_on=timezone.localdate())

    shown = tiles(client)

    lists = {name: listed(client, url) for name, (_, url) in shown.items()}
    held = lists.pop("Held comments")
    assert held == {"Rowan on signed"}
    assert client.get(shown["Held comments"][1]).context["cl"].result_count == 3
    assert lists == OF_EDITORS
    figures = {name: figure for name, (figure, _) in shown.items()}
    assert figures == {name: str(len(rows)) for name, rows in lists.items()} | {"Held comments": "3"}


SEARCHED = "Searched, nothing found (30 days)"
AUTHORS = {"Sent back to you", "You are writing", SEARCHED}
VETS = {
    *("Waiting for a vet’s signature", "Live without a signature", "Review overdue"),
    *("Signs without a vet’s signature", "Checks sent back", "Checks without a vet’s signature", SEARCHED),
}


TILES_OF: dict[tuple[str, ...], set[str]] = {
    ("author",): AUTHORS,
    ("vet",): VETS,
    ("moderator",): {"Held comments"},
    ("editor",): set(OF_EDITORS),
    ("author", "moderator"): AUTHORS | {"Held comments"},
    ("author", "vet"): AUTHORS | VETS,
    (): set(),
}


def test_a_vet_sees_how_many_signs_wait_for_a_signature() -> None:
    _, client = client_of("vet")
    EmergencySignFactory(text="A fit")

    figure, url = tiles(client)["Signs without a vet’s signature"]

    assert (figure, listed(client, url)) == ("1", {"A fit"})


def test_everybody_sees_the_tiles_of_what_they_may_do() -> None:
    one_of_each(VetFactory())
    HeldCommentFactory()

    for roles, names in TILES_OF.items():
        _, client = client_of(*roles)
        shown = tiles(client)

        assert set(shown) == names, roles
        assert {client.get(url).status_code for _, url in shown.values()} <= {200}, roles
        assert ("Your day" in client.get(DAY_PAGE).content.decode()) == bool(names), roles


def test_an_author_sees_their_own_texts_counted_and_nobody_elses() -> None:
    author, client = client_of("author")
    one_of_each(VetFactory(), owner=AuthorFactory())
    assert {figure for figure, _ in tiles(client).values()} == {"0"}
    DraftArticleFactory.create_batch(2, owner=author)

    assert {name: figure for name, (figure, _) in tiles(client).items()} == {
        "Sent back to you": "0",
        "You are writing": "2",
        SEARCHED: "0",
    }


def test_a_permission_without_that_to_read_articles_shows_no_numbers_of_them() -> None:
    user, client = client_of()
    user.user_permissions.set(Permission.objects.filter(codename="publish_article"))

    assert tiles(client) == {}


def test_a_number_that_falls_to_nothing_says_so(editor_client: Client) -> None:
    assert {figure for figure, _ in tiles(editor_client).values()} == {"0"}


def test_a_great_number_is_not_counted_to_its_end(
    editor_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paginator, "CAP", 1000)
    assert paginator.capped(1000) == "1,000"
    assert paginator.capped(1001) == "1,000+"
    monkeypatch.setattr("articles.admin.tiles.CAP", 3)
    monkeypatch.setattr(paginator, "CAP", 3)
    LoneArticleFactory.create_batch(5)

    with CaptureQueriesContext(connection) as captured:
        figure, _ = tiles(editor_client)["Live without a signature"]

    assert figure == "3+"
    counts = [query["sql"] for query in captured if "COUNT(*)" in query["sql"]]
    assert counts
    assert [sql for sql in counts if "LIMIT 4" not in sql and "GROUP BY" not in sql] == []


def test_the_page_costs_as_many_queries_for_twenty_of_everything_as_for_ten() -> None:
    editor, client = client_of("editor", "moderator")
    counts: list[int] = []
    for _ in range(2):
        one_of_each_again(editor)
        client.get(DAY_PAGE)
        with CaptureQueriesContext(connection) as captured:
            client.get(DAY_PAGE)
        counts.append(len(captured))

    assert counts[0] == counts[1]
    assert counts[0] <= 30


def one_of_each_again(owner: User) -> None:
    ExternalLink.objects.all().delete()
    Picture.objects.all().delete()
    one_of_each(VetFactory(), owner=owner)
    live_check(f"check-{SymptomCheck.objects.count()}")
    article = LoneArticleFactory()
    fall(article)
    approve([HeldCommentFactory(article=article)], by=owner)
    HeldCommentFactory(article=article)


def test_the_page_of_one_app_has_no_day(editor_client: Client) -> None:
    DraftArticleFactory()

    html = editor_client.get("/admin/articles/").content.decode()

    assert "Your day" not in html
    assert "Articles" in html
