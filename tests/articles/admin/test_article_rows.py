"""What a row of the article list says, the links above the rows, and what is done with ticked ones."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.admin.bar import bar_of
from articles.models import Article, Edition
from articles.models.article import Stage
from articles.publishing import Release, publish, submit
from tests.articles.admin.pages import client_of, text_of
from tests.articles.admin.states_of_articles import one_of_each
from tests.factories import (
    ApprovedArticleFactory,
    AuthorFactory,
    DraftArticleFactory,
    EditorFactory,
    LiveArticleFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"
DAY = timedelta(days=1)


def rows(client: Client, query: str = "") -> dict[str, str]:
    """The words of each row, by its title."""
    html = unescape(client.get(LIST + query).content.decode())
    found = re.findall(r'class="row-title"><a[^>]*>(.*?)</a></h2>(.*?)</li>', html, re.DOTALL)
    return {title: " ".join(re.sub(r"<[^>]*>", " ", rest).split()) for title, rest in found}


def live_for(days: int, title: str) -> Article:
    article: Article = LiveArticleFactory(title=title)
    day = timezone.now() - days * DAY
    Edition.objects.filter(article=article).update(live_from=day, reviewed_at=day, urgency="watch")
    return article


def test_a_row_says_when_somebody_should_look_again(editor_client: Client) -> None:
    one_of_each(VetFactory())
    live_for(365 + 21, "late")
    live_for(365 - 9, "soon")
    live_for(10, "fresh")

    found = rows(editor_client)

    today = timezone.localdate()
    published = f"Published {today - 386 * DAY:%-d %b %Y}, not reviewed here"
    assert f"Review overdue by 3 weeks {published}" in found["late"]
    assert "Look again in 9 days" in found["soon"]
    assert "No vet has signed it" in found["fresh"]
    assert "Look again in 4 weeks" in found["signed"]
    assert found["approved"].endswith("Readers do not see it yet")
    assert found["withdrawn"].endswith("Readers do not see it")


def test_a_row_names_its_owner_in_full_and_calls_the_reader_you(editor: User) -> None:
    DraftArticleFactory(title="Mine", owner=editor)
    DraftArticleFactory(title="Hers", owner=AuthorFactory(first_name="Ada", last_name="Grey"))
    DraftArticleFactory(title="Imported", owner=None)

    found = rows(client_of(editor))

    now = f"{timezone.localtime():%-d %b %Y}"
    assert f"You {now}" in found["Mine"]
    assert f"Ada Grey {now}" in found["Hers"]
    assert "Nobody’s" in found["Imported"]


def test_the_list_and_the_bar_say_the_same_of_a_text(editor: User) -> None:
    articles = one_of_each(VetFactory())
    Article.objects.filter(title="withdrawn").update(stage=Stage.WRITING)
    at = timezone.now() + 2 * DAY
    scheduled: Article = ApprovedArticleFactory(title="to come")
    publish(scheduled, by=None, release=Release(at=at))

    found = rows(client_of(editor))

    local = timezone.localtime(at)
    assert found["to come"].startswith(f"Scheduled: {local:%-d %b %Y, %H:%M}, London time")
    assert found["withdrawn"].startswith("Being written Withdrawn")
    assert found["signed"].startswith("Live, edition 1")
    for article in [*articles.values(), scheduled]:
        state = bar_of(Article.objects.get(pk=article.pk), editor).state
        assert found[article.title].startswith(state.words)


def test_what_is_in_review_of_a_live_page_says_both(editor_client: Client) -> None:
    article = LiveArticleFactory(title="Both")
    Article.objects.filter(pk=article.pk).update(stage=Stage.IN_REVIEW)

    assert rows(editor_client)["Both"].startswith("In review Live, edition 1")


def test_each_chip_counts_the_rows_to_which_it_leads(editor: User) -> None:
    one_of_each(VetFactory(), owner=editor)
    live_for(400, "old")
    client = client_of(editor)

    html = unescape(client.get(LIST).content.decode())

    chips = re.findall(r'<a class="chip" href="([^"]*)"[^>]*>([^<]*) <span class="count">(\d+)</span>', html)
    assert len(chips) == 10
    assert {name: int(figure) for _, name, figure in chips} == {
        name: len(rows(client, url)) for url, name, _ in chips
    }


def test_an_authors_chips_count_their_own_articles_alone() -> None:
    author = AuthorFactory()
    DraftArticleFactory(owner=author)
    DraftArticleFactory.create_batch(2, owner=EditorFactory())

    html = client_of(author).get(LIST).content.decode()

    assert re.findall(r">(All|Mine) <span class=\"count\">(\d+)<", html) == [("All", "1"), ("Mine", "1")]


def test_a_chip_is_current_whatever_the_order_and_the_page(editor_client: Client) -> None:
    html = editor_client.get(f"{LIST}?review=year&o=-2").content.decode()

    assert re.findall(r'aria-current="true">([\w ]+) <span class="count"', html) == [
        "Not reviewed for a year"
    ]
    assert "No article fits. Take a filter away" in html


def test_the_buttons_are_the_actions_that_a_person_has() -> None:
    DraftArticleFactory.create_batch(2)

    for person, names in (
        (EditorFactory(), ["submit_selected", "approve_selected", "publish_selected", "withdraw_selected"]),
        (VetFactory(), []),
    ):
        html = client_of(person).get(LIST).content.decode()
        assert re.findall(r'name="action" value="(\w+)"', html) == names
        assert ('name="_selected_action"' in html) == bool(names)


def test_a_button_acts_on_what_is_ticked_without_any_script(editor_client: Client) -> None:
    chosen = submit(DraftArticleFactory(title="Chosen"), by=None)
    submit(DraftArticleFactory(title="Other"), by=None)
    sent = {"index": "0", "action": "approve_selected", "_selected_action": [chosen.pk]}

    editor_client.post(LIST, sent)

    assert list(Article.objects.filter(stage=Stage.APPROVED)) == [chosen]


def test_a_button_without_a_tick_changes_nothing_and_says_so(editor_client: Client) -> None:
    ApprovedArticleFactory()

    response = editor_client.post(LIST, {"index": "0", "action": "publish_selected"}, follow=True)

    assert "Items must be selected" in text_of(response)
    assert not Edition.objects.exists()


def test_what_is_a_year_old_is_one_press_from_the_first_page(editor_client: Client) -> None:
    live_for(366, "old")
    live_for(364, "young")
    html = editor_client.get("/admin/").content.decode()

    (url,) = re.findall(r'href="([^"]*)">not reviewed for a year</a>', html)

    assert list(rows(editor_client, url.removeprefix(LIST))) == ["old"]
