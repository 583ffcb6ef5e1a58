"""Which pages stand beside another: worked out at publishing, chosen by editors, seen only while live."""

import re
from datetime import timedelta
from io import StringIO
from threading import Barrier, Thread
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Edition, RelatedChoice, RelatedPage
from articles.publishing import NotAllowed, Release, call_off, publish, withdraw
from articles.related import CannotChoose, choose, move, refresh_all, related_to, unchoose
from articles.related.choosing import MOST
from articles.related.keeping import LISTED, keep_related
from tests.factories import (
    AuthorFactory,
    CategoryFactory,
    DraftArticleFactory,
    EditorFactory,
    GlossaryTermFactory,
    LiveArticleFactory,
    SpeciesFactory,
    live_edition,
    many_live_editions,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def listed(article: Article) -> list[Article]:
    return [row.other for row in article.related_pages.select_related("other")]


def shown(article: Article, html: str = "") -> list[Article]:
    related = related_to(article, html)
    return [edition.article for edition in (*related.keep_reading, *related.interested)]


@pytest.fixture
def shelf() -> dict[str, Any]:
    """Articles of one category and one animal differ in their words alone."""
    return {"category": CategoryFactory(), "species": [SpeciesFactory()]}


def about(title: str, words: str = "", **fields: Any) -> Article:
    article: Article = LiveArticleFactory(
        title=title, body=f"## What happens\n\n{words or title}\n", **fields
    )
    return article


@pytest.fixture
def others(shelf: dict[str, Any]) -> list[Article]:
    """Enough pages for words to be rare; none has anything to do with fleas."""
    titles = ("Sleep on sofas", "Purring at noon", "Whiskers and bowls", "Grass on walks", "Barking at post")
    return [about(title, **shelf) for title in titles]


# --- what is near


def test_pages_that_say_the_same_are_nearer_than_those_of_the_same_animal(
    shelf: dict[str, Any], others: list[Article]
) -> None:
    comb = about("Is it fleas?", "A flea comb finds fleas and their dirt.", **shelf)
    itch = about("Why is my dog itchy?", "Fleas bite; a comb finds their dirt.", **shelf)

    assert listed(itch)[0] == comb
    assert listed(comb)[0] == itch


def test_the_same_animal_is_closer_than_the_same_category() -> None:
    category, species = CategoryFactory(), SpeciesFactory()
    same_animal = LiveArticleFactory(species=[species])
    same_category = LiveArticleFactory(category=category)
    LiveArticleFactory()

    article = LiveArticleFactory(category=category, species=[species])

    assert listed(article)[0] == same_animal
    assert same_category not in listed(article)[:1]


def test_a_shared_word_of_the_glossary_brings_pages_nearer(
    shelf: dict[str, Any], others: list[Article]
) -> None:
    GlossaryTermFactory(slug="reflex", name="Reflex")
    body = "## What happens\n\nA [movement](term:reflex) of {}.\n"
    first = LiveArticleFactory(title="Kicking", body=body.format("legs"), **shelf)

    article = LiveArticleFactory(title="Blinking", body=body.format("eyes"), **shelf)

    assert listed(article)[0] == first


def test_a_page_that_the_text_leads_to_is_nearer(shelf: dict[str, Any], others: list[Article]) -> None:
    target = others[0]

    article = about("Dreams", f"[More](article:{target.slug})", **shelf)

    assert listed(article)[0] == target
    assert listed(target)[0] == article


def test_a_breed_file_offers_what_is_about_its_breed_before_another_breed(
    shelf: dict[str, Any], others: list[Article]
) -> None:
    words = "The heart, the spine and the coat of a spaniel: how heart, spine and coat stay well."
    spaniel = about("Cavalier", words, kind="breed", **shelf)
    springer = about("Springer", words, kind="breed", **shelf)
    spine = about("Scratching at the air", words, **shelf)

    assert listed(spaniel)[:2] == [spine, springer]
    assert set(listed(spine)[:2]) == {spaniel, springer}


def test_of_equals_the_newest_comes_first(shelf: dict[str, Any]) -> None:
    first, second, third = (LiveArticleFactory(title="The same", **shelf) for _ in range(3))

    assert listed(first) == [third, second]
    assert listed(second) == [third, first]


def test_the_first_article_of_a_site_stands_alone() -> None:
    assert listed(LiveArticleFactory()) == []


def test_an_article_is_never_beside_itself() -> None:
    article = LiveArticleFactory()
    other = LiveArticleFactory(category=article.category, species=article.species.all())

    publish(article, by=None, release=Release(at=timezone.now() + HOUR))

    assert listed(article) == [other]


def test_pages_without_anything_in_common_are_not_brought_together() -> None:
    LiveArticleFactory(title="Kneading")

    assert listed(LiveArticleFactory(title="Moulting")) == []


# --- in step with publishing


def test_what_is_published_comes_into_the_lists_of_its_neighbours(shelf: dict[str, Any]) -> None:
    old = LiveArticleFactory(**shelf)
    assert listed(old) == []

    new = LiveArticleFactory(**shelf)

    assert listed(old) == [new]


def test_what_was_withdrawn_leaves_all_lists_and_comes_back(shelf: dict[str, Any]) -> None:
    article, other = LiveArticleFactory(**shelf), LiveArticleFactory(**shelf)

    withdraw(other, by=None)
    assert (listed(article), listed(other)) == ([], [])

    publish(other, by=None)
    assert (listed(article), listed(other)) == ([other], [article])


def test_a_scheduled_page_is_listed_at_once_and_seen_at_its_time(shelf: dict[str, Any]) -> None:
    article, coming = LiveArticleFactory(**shelf), DraftArticleFactory(**shelf)

    edition = publish(coming, by=None, release=Release(at=timezone.now() + HOUR))

    assert listed(article) == [coming]
    assert shown(article) == []
    with time_machine.travel(edition.live_from, tick=False):
        assert shown(article) == [coming]


def test_what_was_called_off_leaves_all_lists(shelf: dict[str, Any]) -> None:
    article, coming = LiveArticleFactory(**shelf), DraftArticleFactory(**shelf)
    publish(coming, by=None, release=Release(at=timezone.now() + HOUR))

    call_off(coming, by=None)

    assert listed(article) == []


def test_a_page_that_is_about_something_else_now_leaves_the_lists(
    shelf: dict[str, Any], others: list[Article]
) -> None:
    first = about("Is it fleas?", "A flea comb finds fleas.", **shelf)
    second = about("Fleas again", "A flea comb finds fleas.", **shelf)
    assert listed(first)[0] == second

    second.title, second.body = "Feathers", "## What happens\n\nFeathers fluff.\n"
    second.category = CategoryFactory()
    second.species.set([SpeciesFactory()])
    second.save()
    publish(second, by=None)

    assert second not in listed(first)


def test_lists_stay_short_and_lose_their_last_to_a_nearer_page(shelf: dict[str, Any]) -> None:
    article = LiveArticleFactory(title="The same", **shelf)
    oldest, *_ = [LiveArticleFactory(title="The same", **shelf) for _ in range(LISTED)]
    assert oldest in listed(article)

    newest = LiveArticleFactory(title="The same", **shelf)

    assert len(listed(article)) == LISTED
    assert listed(article)[0] == newest
    assert oldest not in listed(article)


def test_a_list_that_lost_a_page_is_filled_up(shelf: dict[str, Any]) -> None:
    article = LiveArticleFactory(title="The same", **shelf)
    oldest, *_, newest = [LiveArticleFactory(title="The same", **shelf) for _ in range(LISTED + 1)]
    assert oldest not in listed(article)

    withdraw(newest, by=None)

    assert len(listed(article)) == LISTED
    assert oldest in listed(article)


def test_what_publishing_costs_does_not_grow_with_the_site(shelf: dict[str, Any]) -> None:
    queries: list[int] = []
    for count in (40, 80):
        article = LiveArticleFactory(**shelf)
        many_live_editions(article, count)
        refresh_all()
        with CaptureQueriesContext(connection) as asked:
            keep_related(article)
        queries.append(len(asked))

    assert queries[1] <= queries[0] <= 20


@pytest.mark.django_db(transaction=True)
def test_neighbours_published_at_once_wait_for_each_other() -> None:
    fields = {"category": CategoryFactory(), "species": [SpeciesFactory()]}
    first, second = (LiveArticleFactory(**fields) for _ in range(2))
    for article, other in ((first, second), (second, first)):
        article.body += f"\n[More](article:{other.slug})\n"
        article.save()
    together, failed = Barrier(2), []

    def act(article: Article) -> None:
        try:
            for _ in range(5):
                together.wait()
                publish(article, by=None)
        except Exception as error:
            failed.append(error)
            together.abort()
        finally:
            connection.close()

    threads = [Thread(target=act, args=[article]) for article in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert (listed(first), listed(second)) == ([second], [first])


# --- all anew


def test_working_all_out_anew_comes_to_the_same(shelf: dict[str, Any], others: list[Article]) -> None:
    about("Is it fleas?", "A flea comb finds fleas.", **shelf)
    rows = list(RelatedPage.objects.order_by("article_id", "position").values_list("article", "other"))
    RelatedPage.objects.all().delete()

    told = StringIO()
    call_command("refresh_related", stdout=told)

    again = list(RelatedPage.objects.order_by("article_id", "position").values_list("article", "other"))
    assert sorted(again) == sorted(rows)
    assert told.getvalue() == "Pages with their related pages worked out: 6\n"


def test_after_an_update_lists_are_worked_out_once(shelf: dict[str, Any]) -> None:
    article, other = LiveArticleFactory(**shelf), LiveArticleFactory(**shelf)
    RelatedPage.objects.all().delete()
    told = StringIO()

    call_command("refresh_related", due=True, stdout=told)
    call_command("refresh_related", due=True, stdout=told)

    assert listed(article) == [other]
    assert told.getvalue().count("\n") == 1


# --- what editors choose


def test_what_editors_chose_comes_first_and_no_page_twice(shelf: dict[str, Any]) -> None:
    article, near = LiveArticleFactory(**shelf), LiveArticleFactory(**shelf)
    far = LiveArticleFactory(title="Something else")
    editor = EditorFactory()

    choose(article, far, by=editor)
    choose(article, near, by=editor)

    assert shown(article) == [far, near]


def test_the_order_of_the_chosen_is_the_editors(shelf: dict[str, Any]) -> None:
    article, *others = (LiveArticleFactory(**shelf) for _ in range(4))
    first, second, third = others
    for other in others:
        choose(article, other, by=None)

    move(article, third, by=None, places=-1)
    move(article, first, by=None, places=-1)
    unchoose(article, first, by=None)

    assert list(article.related_choices.values_list("other", "position")) == [(third.pk, 1), (second.pk, 2)]


def test_a_chosen_draft_is_seen_once_it_is_live() -> None:
    article, draft = LiveArticleFactory(), DraftArticleFactory(title="Moulting")

    choose(article, draft, by=None)
    assert shown(article) == []

    publish(draft, by=None)
    assert shown(article) == [draft]


def test_no_page_is_chosen_for_itself_or_twice_and_no_more_than_fit() -> None:
    article, other = DraftArticleFactory(), DraftArticleFactory()
    choose(article, other, by=None)

    with pytest.raises(CannotChoose, match="not related to itself"):
        choose(article, article, by=None)
    with pytest.raises(CannotChoose, match="chosen already"):
        choose(article, other, by=None)
    for _ in range(MOST - 1):
        choose(article, DraftArticleFactory(), by=None)
    with pytest.raises(CannotChoose, match=f"At most {MOST}"):
        choose(article, DraftArticleFactory(), by=None)
    assert RelatedChoice.objects.count() == MOST


def test_authors_do_not_choose_even_for_their_own_draft() -> None:
    author = AuthorFactory()
    article, other = DraftArticleFactory(owner=author), DraftArticleFactory()

    for verb in (choose, unchoose):
        with pytest.raises(NotAllowed):
            verb(article, other, by=author)


# --- on the page


def titles(html: str) -> tuple[list[str], list[str]]:
    """Under “Keep reading”, and beside the text."""
    cards = html.partition('id="related"')[2]
    margin = html.partition('class="article-margin"')[2].partition("</aside>")[0]
    beside = margin.partition("You may also be interested in</p>")[2]
    return re.findall(r'card-title"><a [^>]*>([^<]+)<', cards), re.findall(r"<a [^>]*>([^<]+)<", beside)


def test_a_page_shows_three_to_keep_reading_and_the_next_three_beside_its_text(
    client: Client, shelf: dict[str, Any]
) -> None:
    made = [LiveArticleFactory(title=f"The same {letter}", **shelf) for letter in "abcdefgh"]

    html = client.get(made[0].get_absolute_url()).content.decode()

    assert titles(html) == (
        ["The same h", "The same g", "The same f"],
        ["The same e", "The same d", "The same c"],
    )


def test_what_a_card_in_the_text_shows_is_not_shown_again(client: Client, shelf: dict[str, Any]) -> None:
    near, other = LiveArticleFactory(title="Near", **shelf), LiveArticleFactory(title="Other", **shelf)
    article = DraftArticleFactory(body=f"## A\n\nText.\n\n::: also {near.slug}\n:::\n", **shelf)
    choose(article, near, by=None)
    publish(article, by=None)

    html = client.get(article.get_absolute_url()).content.decode()

    assert titles(html) == (["Other"], [])
    assert html.count(f'href="{near.get_absolute_url()}"') == 1
    assert shown(article, live_edition(article).body_html) == [other]


def test_a_page_with_nothing_beside_it_has_neither_heading(client: Client) -> None:
    html = client.get(LiveArticleFactory().get_absolute_url()).content.decode()

    assert "Keep reading" not in html
    assert "You may also be interested in" not in html


def test_related_pages_cost_one_query_however_many(shelf: dict[str, Any]) -> None:
    article = LiveArticleFactory(**shelf)
    for _ in range(8):
        LiveArticleFactory(**shelf)

    with CaptureQueriesContext(connection) as queries:
        related_to(article, "")

    assert len(queries) == 1


def test_the_query_of_a_page_reads_no_more_than_its_few_editions(shelf: dict[str, Any]) -> None:
    """However many pages there are: the plan begins with the rows of this article."""
    article = LiveArticleFactory(**shelf)
    many_live_editions(article, 400)
    for other in Article.objects.exclude(pk=article.pk)[:6]:
        RelatedPage.objects.create(article=article, other=other, position=1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_edition, articles_relatedpage, articles_relatedchoice")
    with CaptureQueriesContext(connection) as queries:
        related_to(article, "")

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {queries[0]['sql']}")
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "Seq Scan on articles_edition" not in plan


def test_a_preview_shows_what_stands_beside_its_page(shelf: dict[str, Any], admin_client: Client) -> None:
    article, other = DraftArticleFactory(**shelf), LiveArticleFactory(title="Whiskers", **shelf)
    hidden = DraftArticleFactory(title="A secret")
    for one in (hidden, other):
        choose(article, one, by=None)

    html = admin_client.get(f"/admin/articles/article/{article.pk}/preview/").content.decode()

    assert titles(html) == (["Whiskers"], [])


def test_editions_that_ended_are_not_compared(shelf: dict[str, Any]) -> None:
    article = LiveArticleFactory(**shelf)
    publish(article, by=None)

    other = LiveArticleFactory(**shelf)

    assert Edition.objects.filter(article=article).count() == 2
    assert listed(other) == [article]
