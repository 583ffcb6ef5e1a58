"""Every comment has its own address, which leads to its place on the page."""

import re

import pytest
from django.test import Client

from articles.models.article import Kind
from articles.publishing import publish, withdraw
from comments import listing
from comments.models import Comment, Status
from tests.comments.views.showing import article_with, names_on, page_of, queries_of, written_on
from tests.factories import ApprovedCommentFactory, HeldCommentFactory

pytestmark = pytest.mark.django_db


def target(comment: Comment) -> str:
    answer = Client().get(f"/comments/{comment.pk}/")
    assert answer.status_code == 302
    return answer.headers["Location"]


def test_each_comment_names_its_own_address() -> None:
    article = article_with(2)

    page = page_of(article)

    for comment in Comment.objects.all():
        assert f'<a href="/comments/{comment.pk}/"><time ' in page
        assert f'id="comment-{comment.pk}"' in page


def test_the_address_leads_to_the_page_that_begins_with_the_comment() -> None:
    article = article_with(50)
    comment = Comment.objects.get(name="Day 30")

    address = target(comment)

    assert address == f"{article.get_absolute_url()}?comment={comment.pk}#comment-{comment.pk}"
    page = page_of(article, address.removeprefix(article.get_absolute_url()).partition("#")[0])
    assert names_on(page) == [f"Day {day}" for day in range(30, 10, -1)]
    assert f'id="comment-{comment.pk}"' in page
    assert "This page begins with one comment." in page
    assert "Newer" in page
    assert "Older" in page


def test_the_address_of_a_reply_leads_to_the_comment_it_answers() -> None:
    article = article_with(3)
    parent = Comment.objects.get(name="Day 2")
    reply = written_on(9, article=article, parent=parent, rating=None, name="Reply")

    address = target(reply)

    assert address.endswith(f"?comment={reply.pk}#comment-{reply.pk}")
    assert names_on(page_of(article, f"?comment={reply.pk}")) == ["Day 2", "Reply", "Day 1"]


def test_the_address_of_a_late_reply_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "REPLIES_SHOWN", 2)
    article = article_with(1)
    parent = Comment.objects.get()
    replies = [
        written_on(10 + n, article=article, parent=parent, rating=None, name=f"Reply {n}") for n in range(4)
    ]

    assert names_on(page_of(article, f"?comment={replies[3].pk}")) == ["Day 1", "Reply 3"]


def test_the_order_of_the_page_may_be_another() -> None:
    article = article_with(5)
    comment = Comment.objects.get(name="Day 3")

    assert names_on(page_of(article, f"?sort=oldest&comment={comment.pk}")) == ["Day 3", "Day 4", "Day 5"]


def test_the_address_of_a_gap_leads_to_it() -> None:
    article = article_with(1)
    gone = written_on(2, article=article, status=Status.REMOVED, name="", text="", html="", rating=None)
    ApprovedCommentFactory(article=article, parent=gone, rating=None)

    assert target(gone).endswith(f"#comment-{gone.pk}")
    assert f'id="comment-{gone.pk}"' in page_of(article, f"?comment={gone.pk}")


@pytest.mark.parametrize("path", ["", "helpful/", "report/"])
@pytest.mark.parametrize("status", [Status.HELD, Status.REJECTED, Status.SPAM])
def test_what_is_not_shown_has_no_address(status: Status, path: str) -> None:
    comment = HeldCommentFactory(status=status)
    under_it = ApprovedCommentFactory(article=comment.article, parent=comment, rating=None)
    rating_alone = ApprovedCommentFactory(article=comment.article, name="", text="", html="")

    for hidden in (comment, under_it, rating_alone):
        assert Client().get(f"/comments/{hidden.pk}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["", "helpful/", "report/"])
@pytest.mark.parametrize("number", ["0", "-1", "abc", "2147483648", "9" * 18, "9" * 19, "9" * 40, "9" * 5000])
def test_a_number_of_no_comment_is_not_found(number: str, path: str) -> None:
    assert Client().get(f"/comments/{number}/{path}").status_code == 404


def test_the_comments_of_a_page_that_was_taken_away_are_not_found() -> None:
    comment = ApprovedCommentFactory()
    withdraw(comment.article, by=None)

    assert Client().get(f"/comments/{comment.pk}/").status_code == 404


def test_the_comments_of_a_page_that_takes_none_any_more_are_not_found() -> None:
    comment = ApprovedCommentFactory()
    comment.article.kind = Kind.BREED
    comment.article.save()
    publish(comment.article, by=None)

    assert Client().get(f"/comments/{comment.pk}/").status_code == 404


def test_a_comment_of_another_article_is_not_shown_here() -> None:
    article, other = article_with(1), ApprovedCommentFactory(name="Elsewhere")

    assert names_on(page_of(article, f"?comment={other.pk}")) == ["Day 1"]


def test_a_permalink_costs_as_many_queries_however_many_comments_there_are() -> None:
    costs = []
    for count in (3, 60):
        article = article_with(count)
        reply = written_on(90, article=article, parent=article.comments.earliest("created_at"), rating=None)
        costs.append(queries_of(article, f"?comment={reply.pk}"))

    assert costs[0] == costs[1]


def test_machines_are_told_the_address_of_each_comment_and_its_replies() -> None:
    article = article_with(1)
    comment = article.comments.get()
    reply = written_on(9, article=article, parent=comment, rating=None, name="Reply")

    [data] = re.findall(r'\{"@context[^<]*"@type":"Comment".*?</script>', page_of(article))

    assert f'"url":"http://testserver/comments/{comment.pk}/"' in data
    nested = data.partition('"comment":[')[2]
    assert f'"url":"http://testserver/comments/{reply.pk}/"' in nested
    assert data.count("parentItem") == 1
