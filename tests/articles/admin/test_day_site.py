"""The first page of the desk: how the site is, every list, and what the page costs."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Edition, ExternalLink, Picture, SearchCount, SymptomCheck
from articles.publishing import submit
from comments.moderation import approve
from tests.articles.admin.first_page import DAY_PAGE, client_of, figures, html_of
from tests.articles.admin.states_of_articles import one_of_each
from tests.comments.test_ratings import fall
from tests.factories import (
    DraftArticleFactory,
    HeldCommentFactory,
    LoneArticleFactory,
    VetFactory,
    live_check,
)

pytestmark = pytest.mark.django_db

TWO_YEARS = timedelta(days=731)


# How the site is


def test_every_figure_is_the_length_of_the_list_to_which_it_leads() -> None:
    editor, client = client_of("editor", "moderator")
    articles = one_of_each(VetFactory(), owner=editor)
    old = Edition.objects.filter(article=LoneArticleFactory(title="old"))
    old.update(live_from=timezone.now() - TWO_YEARS, reviewed_at=timezone.now() - TWO_YEARS)
    fall(LoneArticleFactory(title="falling"))
    live_check(title="live check")

    shown = figures(client)

    lists = {words: titles_in(client, url) for words, (_, url) in shown.items()}
    assert {words: figure for words, (figure, _) in shown.items()} == {
        words: str(len(titles)) for words, titles in lists.items()
    }
    assert lists["whose review is overdue"] == {"old", "overdue"}
    assert lists["not reviewed for a year"] == {"old"}
    assert lists["page whose ratings fall"] == {"falling"}
    assert lists["article with a reference whose address no longer answers"] == {"broken"}
    assert lists["pages readers see"] > {"old", "signed"}
    assert len(articles) > 8


def titles_in(client: Client, url: str) -> set[str]:
    return {str(row) for row in client.get(url).context["cl"].result_list}


def test_what_is_well_is_said_in_one_sentence() -> None:
    _, client = client_of("editor", "moderator")

    html = html_of(client)

    assert "Every page has a vet’s signature, no review is overdue, every page was reviewed" in html
    assert figures(client) == {}


def test_a_question_that_found_no_page_starts_a_draft_with_its_words() -> None:
    _, client = client_of("editor")
    SearchCount.objects.create(day=timezone.localdate(), words="why does my cat sneeze", times=4)

    (url,) = re.findall(r'href="([^"]*)">Start a draft', html_of(client))
    form = client.get(url).content.decode()

    assert "\nWhy does my cat sneeze?</textarea>" in form
    assert 'value="why-does-my-cat-sneeze"' in form


# Every list


def test_everybody_finds_each_list_that_they_may_open_and_no_other() -> None:
    for roles in (("author",), ("editor",), ("vet",), ("moderator",)):
        _, client = client_of(*roles)
        part = html_of(client).partition('<div class="else">')[2]
        urls = re.findall(r'<li><a href="(/admin/[^"]*)">', part)
        lists = [f"/admin/{name}/" for name in ("auth/user", "comments/comment", "articles/redirect")]

        assert {client.get(url).status_code for url in urls} == {200}, roles
        assert {url in urls: client.get(url).status_code == 200 for url in lists} in (
            {True: True, False: False},
            {False: False},
        ), roles


def test_the_page_of_one_app_lists_what_it_holds(editor_client: Client) -> None:
    html = editor_client.get("/admin/articles/").content.decode()

    assert "Your day</h1>" not in html
    assert '<a href="/admin/articles/poisonline/">' in html


# Cost


def test_the_page_costs_as_many_queries_for_twenty_of_everything_as_for_ten() -> None:
    editor, client = client_of("editor", "moderator")
    counts: list[int] = []
    for _ in range(2):
        one_of_each_again(editor)
        client.get(DAY_PAGE)
        with CaptureQueriesContext(connection) as captured:
            client.get(DAY_PAGE)
        counts.append(len([query for query in captured if "SAVEPOINT" not in query["sql"]]))

    assert counts[0] == counts[1]
    assert counts[0] <= 50


def one_of_each_again(owner: User) -> None:
    ExternalLink.objects.all().delete()
    Picture.objects.all().delete()
    one_of_each(VetFactory(), owner=owner)
    live_check(f"check-{SymptomCheck.objects.count()}")
    article = LoneArticleFactory()
    fall(article)
    approve([HeldCommentFactory(article=article)], by=owner)
    HeldCommentFactory(article=article)
    submit(DraftArticleFactory(), by=None)
