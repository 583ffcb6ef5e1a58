"""What the moderators' list and a comment's page show."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.models import Report, Status
from tests.comments.admin.desk import LIST, change_page, listed
from tests.factories import (
    ApprovedCommentFactory,
    HeldCommentFactory,
    LoneArticleFactory,
    PhotoFactory,
    many_live_editions,
)

pytestmark = pytest.mark.django_db


def test_the_list_opens_with_what_is_held(moderator_client: Client) -> None:
    article = LoneArticleFactory()
    HeldCommentFactory(article=article, name="Held")
    ApprovedCommentFactory(article=article, name="Approved")
    HeldCommentFactory(article=article, name="Rejected", status=Status.REJECTED)

    assert listed(moderator_client) == ["Held"]


FILTERED = [
    ("?status=held", ["Held"]),
    ("?status=approved", ["Approved"]),
    ("?status=rejected", ["Rejected"]),
    ("?status=spam", ["Spam"]),
    ("?status=all", ["Approved", "Held", "Rejected", "Spam"]),
    ("?status=all&urgent=yes", ["Held"]),
    ("?status=all&reported=yes", ["Approved"]),
    ("?status=all&reported=hidden", []),
    ("?status=all&rating=5", ["Approved"]),
    ("?status=all&q=whiskers", ["Rejected"]),
    ("?status=nonsense", []),
]


def test_the_list_can_be_filtered_and_searched(moderator_client: Client) -> None:
    article = LoneArticleFactory()
    HeldCommentFactory(article=article, name="Held", is_urgent=True)
    approved = ApprovedCommentFactory(article=article, name="Approved", rating=5)
    Report.objects.create(comment=approved, reason="spam")
    HeldCommentFactory(article=article, name="Rejected", status=Status.REJECTED, text="About whiskers")
    HeldCommentFactory(article=article, name="Spam", status=Status.SPAM)

    for query, names in FILTERED:
        assert sorted(listed(moderator_client, query)) == names, query


def test_the_list_shows_words_and_photos_without_obeying_them(moderator_client: Client) -> None:
    photo = PhotoFactory(comment__name="<b>Rowan</b>", comment__text="<script>alert(1)</script> " + "x" * 300)

    html = moderator_client.get(LIST).content.decode()

    assert "&lt;b&gt;Rowan&lt;/b&gt;" in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; xxx" in html
    link, _, rest = html.partition('<details class="whole-text">')
    assert "x" * 200 not in link
    assert "x" * 300 in rest.partition("</details>")[0]
    assert re.search(
        rf'<img class="thumbnail" src="/media/photos/../{photo.digest}-320.webp" width="160"', html
    )


def test_what_may_mean_danger_comes_first_and_says_why(moderator_client: Client) -> None:
    article = LoneArticleFactory()
    HeldCommentFactory(article=article, name="Early", is_urgent=True, dangers=["Swallowed <poison>"])
    HeldCommentFactory(article=article, name="Late")

    html = moderator_client.get(LIST).content.decode()

    assert [name for name in listed(moderator_client) if name in {"Early", "Late"}] == ["Early", "Late"]
    assert "Swallowed &lt;poison&gt;" in html


def test_the_list_says_in_words_what_the_checks_and_the_readers_found(moderator_client: Client) -> None:
    findings = [{"check": "links", "points": 4, "words": "It has 3 <links>."}]
    comment = HeldCommentFactory(score=4, findings=findings, is_reported=True)
    Report.objects.create(comment=comment, reason="unkind")
    Report.objects.create(comment=comment, reason="spam", settled_at=timezone.now())

    html = moderator_client.get(LIST).content.decode()

    for words in ("Score 4", "It has 3 &lt;links&gt;.", "It is unkind or hateful", "Hidden after reports"):
        assert words in html
    assert "It advertises something" not in html


def test_the_list_names_a_rating_alone(moderator_client: Client) -> None:
    HeldCommentFactory(name="", text="", html="", rating=2)

    html = moderator_client.get(LIST).content.decode()

    assert "A rating alone" in html


def test_the_list_costs_as_many_queries_for_thirty_comments_as_for_one(moderator_client: Client) -> None:
    queries = []
    for number in (1, 29):
        for edition in many_live_editions(LoneArticleFactory(), number):
            PhotoFactory(comment__article=edition.article)
            Report.objects.create(comment=HeldCommentFactory(article=edition.article), reason="spam")
        moderator_client.get(LIST)
        with CaptureQueriesContext(connection) as captured:
            moderator_client.get(LIST)
        queries.append(len(captured))

    assert queries[0] == queries[1]


def test_the_page_of_a_comment_shows_what_a_moderator_needs(moderator_client: Client) -> None:
    photo = PhotoFactory(comment__email="rowan@private.example", comment__text="<i>Mine kicks.</i>")

    html = moderator_client.get(change_page(photo.comment)).content.decode()

    assert "rowan@private.example" in html
    assert "&lt;i&gt;Mine kicks.&lt;/i&gt;" in html
    assert f'alt="{photo.alt}"' in html
