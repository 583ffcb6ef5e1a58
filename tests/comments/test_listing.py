"""The list of comments: its sorts, its pages, and the replies under each comment."""

import re

import pytest
from django.db import connection

from articles.models import Article
from comments import listing
from comments.models import Badge, Comment, Status
from comments.moderation import recount
from tests.comments.views.showing import (
    FIRST_DAY,
    article_with,
    link_to,
    names_on,
    page_of,
    queries_of,
    written_on,
)
from tests.factories import (
    ApprovedCommentFactory,
    HeldCommentFactory,
    LoneArticleFactory,
    PhotoFactory,
)

pytestmark = pytest.mark.django_db

GONE = {"status": Status.REMOVED, "name": "", "text": "", "html": "", "rating": None}


def days(first: int, last: int) -> list[str]:
    step = 1 if last >= first else -1
    return [f"Day {day}" for day in range(first, last + step, step)]


def reply_to(comment: Comment, day: int = 100, **fields: object) -> Comment:
    return written_on(day, article=comment.article, parent=comment, rating=None, **fields)


def test_the_newest_come_first_and_twenty_make_a_page() -> None:
    article = article_with(23)

    first = page_of(article)
    second = page_of(article, link_to(first, "Older"))

    assert names_on(first) == days(23, 4)
    assert names_on(second) == days(3, 1)
    assert "23 comments" in first
    assert "23 comments" in second
    assert names_on(page_of(article, link_to(second, "Newer"))) == names_on(first)


def test_the_oldest_may_come_first() -> None:
    article = article_with(23)

    first = page_of(article, "?sort=oldest")

    assert names_on(first) == days(1, 20)
    assert names_on(page_of(article, link_to(first, "Newer"))) == days(21, 23)


def test_the_most_helpful_may_come_first() -> None:
    article = article_with(23)
    Comment.objects.filter(name__in=["Day 5", "Day 6"]).update(helpful_count=2)
    Comment.objects.filter(name="Day 7").update(helpful_count=9)

    first = page_of(article, "?sort=helpful")
    second = page_of(article, link_to(first, "Next"))

    # Of two with the same time, the one stored later comes first.
    assert names_on(first)[:3] == ["Day 7", "Day 5", "Day 6"]
    assert len(set(names_on(first) + names_on(second))) == 23


def test_the_chosen_order_is_told_and_the_others_are_offered() -> None:
    article = article_with(2)

    page = page_of(article, "?sort=helpful")

    [sorts] = re.findall(r'<nav class="sorts".*?</nav>', page, re.DOTALL)
    path = article.get_absolute_url()
    assert re.findall(r'href="([^"]+)"( aria-current="true")?>', sorts) == [
        (f"{path}#comments", ""),
        (f"{path}?sort=oldest#comments", ""),
        (f"{path}?sort=helpful#comments", ' aria-current="true"'),
    ]


def test_a_page_keeps_its_address_when_a_new_comment_arrives() -> None:
    article = article_with(23)
    address = link_to(page_of(article), "Older")
    before = names_on(page_of(article, address))

    written_on(24, article=article)

    assert names_on(page_of(article, address)) == before


def test_comments_of_one_moment_come_one_by_one() -> None:
    article = article_with(25)
    Comment.objects.update(created_at=FIRST_DAY)

    first = page_of(article)

    assert len(set(names_on(first) + names_on(page_of(article, link_to(first, "Older"))))) == 25


def test_twenty_comments_need_no_second_page() -> None:
    page = page_of(article_with(20))

    assert len(names_on(page)) == 20
    assert 'aria-label="Pages"' not in page


def test_what_is_no_place_in_the_list_shows_its_beginning() -> None:
    article = article_with(2)

    for value in ("", "abc", "-1", "0", "1%00", "<b>", "9" * 19, "9" * 5000, "MTowOjA", "²"):
        # Where one of them names no place, the next one is read.
        places = "&".join(f"{name}={value}" for name in ("sort", "comment", "before", "after"))
        for order in ("", "&sort=helpful", "&sort=oldest"):
            shown = names_on(page_of(article, f"?{places}{order}"))
            assert sorted(shown) == days(1, 2), (value, order)


def test_a_place_in_one_order_is_none_in_another() -> None:
    article = article_with(23)
    address = link_to(page_of(article), "Older")

    page = page_of(article, address.partition("#")[0] + "&sort=helpful")

    assert len(names_on(page)) == 20


def test_replies_stand_under_their_comment_oldest_first() -> None:
    article = article_with(2)
    first = Comment.objects.get(name="Day 1")
    reply_to(first, 9, name="Late")
    reply_to(first, 8, name="Early")
    recount(article)

    page = page_of(article)

    assert names_on(page) == ["Day 2", "Day 1", "Early", "Late"]
    assert "4 comments" in page
    assert page.count('<li class="reply">') == 2


def test_a_reply_appears_only_with_its_comment() -> None:
    article = article_with(1)
    held = HeldCommentFactory(article=article)
    reply_to(held, name="Alone")
    reply_to(Comment.objects.get(name="Day 1"), name="Held", status=Status.HELD)

    assert names_on(page_of(article)) == ["Day 1"]


@pytest.mark.parametrize("badge", Badge)
def test_a_reply_with_a_login_has_the_badge_of_who_wrote_it(badge: Badge) -> None:
    article = article_with(1)
    reply_to(Comment.objects.get(), name="Robin", badge=badge)

    page = page_of(article)

    [shown] = re.findall(r'<p class="comment-name"><bdi>Robin</bdi>(.*?)</p>', page, re.DOTALL)
    assert re.sub(r"<[^>]+>", "", shown).strip() == badge.label
    assert ('<li class="reply reply-vet">' in page) == (badge == Badge.VET)


def test_of_what_its_writer_removed_only_the_gap_is_left() -> None:
    article = article_with(1)
    gone = written_on(2, article=article, pet="", helpful_count=3, **GONE)
    reply = reply_to(gone, name="Left behind")

    page = page_of(article)

    [gap] = re.findall(rf'<article class="comment" id="comment-{gone.pk}".*?</article>', page, re.DOTALL)
    assert re.sub(r"<[^>]+>", "", gap).strip() == "Removed by its writer"
    assert names_on(page) == ["Left behind", "Day 1"]
    assert f'/comments/{reply.pk}/report/"' in page
    assert f'/comments/{reply.pk}/reply/"' not in page


def test_a_gap_goes_with_the_last_reply_to_it() -> None:
    article = article_with(1)
    reply = reply_to(written_on(2, article=article, **GONE))
    reply.delete()

    assert "Removed by its writer" not in page_of(article)


def test_of_many_replies_the_first_are_shown_and_links_lead_through_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(listing, "REPLIES_SHOWN", 2)
    article = article_with(1)
    parent = Comment.objects.get()
    replies = [reply_to(parent, 10 + number, name=f"Reply {number}") for number in range(5)]

    first = page_of(article)
    second = page_of(article, f"?comment={replies[2].pk}")
    last = page_of(article, f"?comment={replies[4].pk}")

    assert names_on(first) == ["Day 1", "Reply 0", "Reply 1"]
    assert f'<a href="/comments/{replies[2].pk}/">More replies</a>' in first
    assert "Earlier replies" not in first
    assert names_on(second) == ["Day 1", "Reply 2", "Reply 3"]
    assert f'<a href="/comments/{parent.pk}/">Earlier replies</a>' in second
    assert names_on(last) == ["Day 1", "Reply 4"]
    assert "More replies" not in last


def talk(comments: int, replies: int) -> Article:
    article = LoneArticleFactory()
    for comment in ApprovedCommentFactory.create_batch(comments, article=article):
        if comment.pk % 2:
            PhotoFactory(comment=comment)
    shown = Comment.objects.filter(article=article)
    # One of them is on the first page in every order.
    for parent in (shown.earliest("pk"), shown.latest("pk")):
        for reply in ApprovedCommentFactory.create_batch(
            replies, article=article, parent=parent, rating=None
        ):
            if reply.pk % 2:
                PhotoFactory(comment=reply, is_blurred=True)
    recount(article)
    return article


def test_a_page_costs_as_many_queries_for_three_hundred_comments_as_for_three() -> None:
    few, many = talk(2, 1), talk(250, 25)

    def counts(article: Article) -> dict[str, int]:
        return {sort: queries_of(article, f"?sort={sort}") for sort in ("", "oldest", "helpful")}

    assert counts(few) == counts(many)


def test_a_page_within_the_list_costs_one_query_more_however_long_it_is() -> None:
    article = talk(90, 2)
    second = link_to(page_of(article), "Older").partition("#")[0]

    # Whether an earlier page exists.
    assert queries_of(article, second) <= queries_of(article) + 1


def test_postgres_finds_a_page_by_the_index_of_its_order() -> None:
    articles = LoneArticleFactory.create_batch(10)
    Comment.objects.bulk_create(
        Comment(
            article=articles[n // 300],
            name="Reader",
            text="x",
            status=Status.APPROVED,
            submission=f"{n:064x}",
            token_hash=f"{n:064x}",
        )
        for n in range(3000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE comments_comment, articles_article")
    indexes = {"": "comment_shown", "oldest": "comment_shown", "helpful": "comment_helpful"}

    assert {sort.key for sort in listing.SORTS} == set(indexes)
    for sort in listing.SORTS:
        plan = sort.order.sort(listing._top_level(articles[5].pk))[:20].explain()

        assert indexes[sort.key] in plan
        assert "Sort" not in plan.partition("SubPlan")[0]
