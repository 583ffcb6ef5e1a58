"""What the moderators' list and a comment's page show."""

import re
from html import unescape
from urllib.parse import unquote_plus

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.models import Comment, Report, Status
from comments.models.queue import WaitingGroup
from comments.moderation import approve
from comments.spam.checks import CHECKS, CheckKind
from tests.comments.admin.desk import LIST, change_page, listed
from tests.factories import (
    ApprovedCommentFactory,
    HeldCommentFactory,
    LiveArticleFactory,
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
    ("?status=all&reported=spam", ["Approved"]),
    ("?status=all&reported=unkind", []),
    ("?status=all&reported=several", []),
    ("?status=all&score=none", ["Approved", "Held"]),
    ("?status=all&score=some", ["Spam"]),
    ("?status=all&score=high", ["Rejected"]),
    ("?status=all&score=nonsense", []),
    ("?status=all&check=links", ["Rejected", "Spam"]),
    ("?status=all&check=new+poster", ["Rejected"]),
    ("?status=all&check=links&score=some", ["Spam"]),
    ("?status=all&check=nonsense", []),
    ("?status=all&photo=yes", []),
]


def test_the_list_can_be_filtered_and_searched(moderator_client: Client) -> None:
    article = LoneArticleFactory()
    HeldCommentFactory(article=article, name="Held", is_urgent=True)
    approved = ApprovedCommentFactory(article=article, name="Approved", rating=5)
    Report.objects.create(comment=approved, reason="spam")
    links = {"check": "links", "points": 4, "words": "It has 3 links."}
    newcomer = {"check": "new poster", "points": 1, "words": "Most readers are new."}
    HeldCommentFactory(
        article=article,
        name="Rejected",
        status=Status.REJECTED,
        text="About whiskers",
        score=5,
        findings=[newcomer, links],
    )
    HeldCommentFactory(article=article, name="Spam", status=Status.SPAM, score=4, findings=[links])

    for query, names in FILTERED:
        assert sorted(listed(moderator_client, query)) == names, query


def test_the_list_shows_words_and_photos_without_obeying_them(moderator_client: Client) -> None:
    photo = PhotoFactory(comment__name="<b>Rowan</b>", comment__text="<script>alert(1)</script> " + "x" * 700)

    html = moderator_client.get(LIST).content.decode()

    assert "&lt;b&gt;Rowan&lt;/b&gt;" in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; xxx" in html
    beginning, _, rest = html.partition('<details class="whole-text">')
    assert "x" * 700 not in beginning
    assert "x" * 700 in rest.partition("</details>")[0]
    assert re.search(
        rf'<img class="held-picture" src="/media/photos/../{photo.digest}-320.webp" width="320"', html
    )


def test_what_may_mean_danger_comes_first_and_says_why(moderator_client: Client) -> None:
    article = LoneArticleFactory()
    HeldCommentFactory(article=article, name="Early", is_urgent=True, dangers=["Swallowed <poison>"])
    HeldCommentFactory(article=article, name="Late")

    html = moderator_client.get(LIST).content.decode()

    assert [name for name in listed(moderator_client) if name in {"Early", "Late"}] == ["Early", "Late"]
    assert "Swallowed &lt;poison&gt;" in html


ORDERED = [
    ("?", ["Danger", "Early", "Late", "Middle"]),
    ("?order=groups", ["Danger", "Early", "Late", "Middle"]),
    ("?order=newest", ["Danger", "Late", "Middle", "Early"]),
    ("?order=oldest", ["Danger", "Early", "Middle", "Late"]),
    ("?order=highest", ["Danger", "Middle", "Late", "Early"]),
    ("?order=lowest", ["Danger", "Early", "Late", "Middle"]),
    ("?order=nonsense", ["Danger", "Early", "Late", "Middle"]),
    ("?order=groups&status=all", ["Late", "Middle", "Danger", "Early"]),
    ("?order=highest&status=held", ["Danger", "Middle", "Late", "Early"]),
    ("?order=highest&status=all", ["Middle", "Late", "Early", "Danger"]),
    ("?order=oldest&status=all", ["Early", "Danger", "Middle", "Late"]),
]


def test_the_list_is_sorted_by_time_or_score_and_danger_stays_first(moderator_client: Client) -> None:
    article = LoneArticleFactory()
    for name, score in (("Early", 1), ("Danger", 0), ("Middle", 7), ("Late", 1)):
        HeldCommentFactory(article=article, name=name, score=score, is_urgent=name == "Danger")

    for query, names in ORDERED:
        assert listed(moderator_client, query) == names, query


def test_a_chosen_order_is_kept_by_filters_and_pages(
    moderator_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("comments.admin.CommentAdmin.list_per_page", 1)
    HeldCommentFactory.create_batch(2, article=LoneArticleFactory(), score=5)

    html = moderator_client.get(LIST + "?order=oldest&score=high").content.decode()

    for link in ("?order=oldest&amp;p=2&amp;score=high", "?order=oldest&amp;score=high&amp;status=spam"):
        assert f'href="{link}"' in html
    assert 'href="?order=lowest&amp;score=high"' in html


def test_the_list_offers_every_check_by_its_name(moderator_client: Client) -> None:
    html = moderator_client.get(LIST).content.decode()

    offered = re.findall(r'href="\?check=([^"&]*)"', html)
    assert [unquote_plus(name) for name in offered] == CheckKind.values
    # The last is no check: it says from where a comment was imported.
    assert len(CheckKind) == len(CHECKS) + 1


def test_links_above_the_list_say_how_many_wait_and_lead_to_them(moderator_client: Client) -> None:
    article = LoneArticleFactory()
    HeldCommentFactory(article=article, name="Danger", is_urgent=True)
    HeldCommentFactory(article=article, name="Spam", score=5)
    ApprovedCommentFactory(article=article, name="Reported", is_reported=True)
    html = moderator_client.get(LIST).content.decode()
    chips = re.findall(r'class="chip[^"]*" href="([^"]*)"[^>]*>([^<]*?) <span[^>]*>(\d+)<', html)

    found = {
        name: (int(figure), len(listed(moderator_client, url.removeprefix(LIST))))
        for url, name, figure in chips
    }

    assert found == {
        "To decide": (3, 3),
        "Danger": (1, 1),
        "Reported by several": (1, 1),
        "Likely spam": (1, 1),
    }


# What each card offers, its filled button first.
DECISIONS = {
    "Danger": ["Approve and reply", "Approve", "Spam", "Reject"],
    "Reported": ["Keep it", "Spam", "Reject", "Reply"],
    "Calm": ["Approve", "Spam", "Reject", "Approve and reply"],
    "Spam": ["Spam", "Approve", "Reject"],
}


def test_what_waits_stands_in_groups_whose_cards_say_first_what_they_are_likely_to_need(
    moderator_client: Client,
) -> None:
    article = LiveArticleFactory()
    HeldCommentFactory(name="Spam", article=article, score=5)
    HeldCommentFactory(name="Calm", article=article)
    ApprovedCommentFactory(name="Reported", article=article, is_reported=True)
    HeldCommentFactory(name="Danger", article=article, is_urgent=True, score=9)

    html = moderator_client.get(LIST).content.decode()
    cards = html.split('class="held-name"><bdi>')[1:]
    offered = {
        card.partition("<")[0]: re.findall(r'aria-label="([^":]*): ', card.partition("popover>")[0])
        for card in cards
    }

    assert re.findall(r'class="queue-group"[^>]*>([^<]*) <span', html) == WaitingGroup.labels
    assert offered == DECISIONS
    assert list(offered) == list(DECISIONS)
    assert all(card.count('class="btn"') == 1 + ("reply-box" in card) for card in cards)


def test_all_of_likely_spam_is_asked_about_without_what_may_mean_danger(moderator_client: Client) -> None:
    article = LoneArticleFactory()
    HeldCommentFactory(name="Spam", article=article, score=5)
    HeldCommentFactory(name="Danger", article=article, is_urgent=True, score=9)
    html = moderator_client.get(LIST).content.decode()
    address = re.search(r'name="_all" value="spam" formaction="([^"]*)"', html)
    assert address

    asking = moderator_client.post(unescape(address[1]), {"_all": "spam"}).content.decode()

    assert "Mark 1 comment as spam" in asking


def test_the_list_says_in_words_what_the_checks_and_the_readers_found(moderator_client: Client) -> None:
    findings = [{"check": "links", "points": 4, "words": "It has 3 <links>."}]
    comment = HeldCommentFactory(score=4, findings=findings, is_reported=True)
    Report.objects.create(comment=comment, reason="unkind")
    Report.objects.create(comment=comment, reason="spam", settled_at=timezone.now())

    html = moderator_client.get(LIST).content.decode()

    for words in ('class="score">4<', "It has 3 &lt;links&gt;.", "Hidden after reports"):
        assert words in html
    card = html.partition('class="cards"')[2]
    assert "It is unkind or hateful" in card
    assert "It advertises something" not in card


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


def test_what_was_imported_is_found_though_it_has_no_points(moderator_client: Client) -> None:
    HeldCommentFactory(name="Nina", findings=[{"check": "import", "points": 0, "words": "Imported."}])
    HeldCommentFactory(name="Olaf")

    assert listed(moderator_client, "?check=import") == ["Nina"]


def test_the_log_of_a_comment_offers_no_undo_that_is_refused(
    moderator_client: Client, moderator: User
) -> None:
    comment = HeldCommentFactory()
    approve([comment], by=moderator)
    page = change_page(comment)
    assert "/undo/?d=" in moderator_client.get(page).content.decode()

    Comment.objects.update(status=Status.HELD, edited_at=timezone.now())

    assert "/undo/?d=" not in moderator_client.get(page).content.decode()
