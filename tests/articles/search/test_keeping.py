"""What the search reads stays in step with what is published."""

from datetime import timedelta
from io import StringIO
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from articles.models import Article, Edition, SearchEntry, Synonym, Word
from articles.publishing import Release, call_off, publish, withdraw
from articles.search import search
from articles.search.page_text import text_of
from articles.search.synonyms import keep_rewrites
from articles.search.vocabulary import current, words_changed
from tests.factories import DraftArticleFactory, LiveArticleFactory

pytestmark = pytest.mark.django_db


def pages_with(word: str) -> int:
    return Word.objects.filter(word=word).values_list("pages", flat=True).first() or 0


def counted() -> dict[str, int]:
    return dict(Word.objects.values_list("word", "pages"))


def republish(article: Article, **changes: str) -> Edition:
    for field, value in changes.items():
        setattr(article, field, value)
    article.save()
    return publish(article, by=None)


def test_a_page_counts_once_for_each_of_its_words() -> None:
    LiveArticleFactory(title="Why do cats knead?", body="Cats knead. They knead a lot.")
    LiveArticleFactory(title="Why do cats purr?")

    assert (pages_with("cats"), pages_with("knead"), pages_with("purr")) == (2, 1, 1)


def test_stop_words_and_numbers_are_no_words_of_the_site() -> None:
    LiveArticleFactory(title="Why is it 1906 and the cat does knead?")

    assert pages_with("cat") == 1
    assert not Word.objects.filter(word__in=["why", "is", "it", "1906", "and", "the", "does"]).exists()


def test_publishing_anew_counts_the_new_words_instead() -> None:
    article = LiveArticleFactory(title="Why do cats knead?")

    republish(article, title="Why do cats purr?")

    assert (pages_with("cats"), pages_with("purr"), pages_with("knead")) == (1, 1, 0)
    assert SearchEntry.objects.count() == 1


def test_withdrawing_takes_the_words_away() -> None:
    article = LiveArticleFactory(title="Why do cats knead?")

    withdraw(article, by=None)

    assert counted() == {}
    assert not SearchEntry.objects.exists()


def test_a_scheduled_page_is_ready_and_found_when_its_time_comes() -> None:
    article = DraftArticleFactory(title="Why do cats knead?")
    edition = publish(article, by=None, release=Release(at=timezone.now() + timedelta(hours=1)))
    assert search("knead").editions == []

    Edition.objects.filter(pk=edition.pk).update(live_from=timezone.now())

    assert search("knead").editions == [edition]


def test_until_then_the_page_before_it_is_found() -> None:
    article = LiveArticleFactory(title="Why do cats knead?")
    article.title = "Why do cats purr?"
    article.save()
    publish(article, by=None, release=Release(at=timezone.now() + timedelta(hours=1)))

    assert [edition.title for edition in search("knead").editions] == ["Why do cats knead?"]
    assert search("purr").editions == []


def test_what_was_called_off_leaves_nothing() -> None:
    article = LiveArticleFactory(title="Why do cats knead?")
    article.title = "Why do cats purr?"
    article.save()
    publish(article, by=None, release=Release(at=timezone.now() + timedelta(hours=1)))

    call_off(article, by=None)

    assert (pages_with("knead"), pages_with("purr")) == (1, 0)


def test_after_any_story_the_words_are_those_of_a_fresh_start() -> None:
    first, second = (LiveArticleFactory(title=f"Why do {animal} knead?") for animal in ("cats", "kittens"))
    republish(first, title="Why do cats purr?", body="Purring cats.")
    publish(second, by=None, release=Release(at=timezone.now() + timedelta(hours=1)))
    call_off(second, by=None)
    withdraw(LiveArticleFactory(title="Why do dogs wag?"), by=None)
    republish(second, title="Why do kittens purr?")
    before = counted()

    call_command("refresh_search", verbosity=0)

    assert counted() == before
    assert before["purr"] == 2


def test_a_process_that_remembers_the_words_learns_of_new_ones() -> None:
    LiveArticleFactory(title="Why do cats knead?")
    assert not current().knows("purr")

    LiveArticleFactory(title="Why do cats purr?")

    assert current().knows("purr")
    assert current() is current()


def test_what_was_rolled_back_is_not_remembered() -> None:
    for animal in ("cats", "dogs"):
        with transaction.atomic():
            LiveArticleFactory(title=f"Why do {animal} knead?")
            assert current().knows(animal)
            transaction.set_rollback(True)
        assert not current().knows(animal)


def test_pages_without_a_search_entry_get_one() -> None:
    LiveArticleFactory(title="Why do cats knead?")
    SearchEntry.objects.all().delete()
    Word.objects.all().delete()
    synonym = Synonym.objects.create(slug="knead", term="knead", words="make biscuits")
    words_changed()
    assert search("knead").editions == []

    call_command("refresh_search", due=True, verbosity=0)

    assert len(search("making biscuits").editions) == 1
    assert synonym.rewrites.exists()


def test_nothing_is_refreshed_if_nothing_is_missing() -> None:
    LiveArticleFactory(title="Why do cats knead?")
    call_command("refresh_search", verbosity=0)
    told = StringIO()

    call_command("refresh_search", due=True, stdout=told)
    assert told.getvalue() == ""

    call_command("refresh_search", stdout=told)
    assert told.getvalue() == "Pages made ready for the search: 1\n"


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_wait_for_each_other() -> None:
    articles = [DraftArticleFactory(title=f"Why do {animal} knead blankets?") for animal in ("cats", "dogs")]
    synonym = Synonym.objects.create(slug="knead", term="knead", words="tread")
    together, failed = Barrier(3, timeout=20), []

    def act(what: Article | Synonym) -> None:
        try:
            together.wait()
            keep_rewrites(what) if isinstance(what, Synonym) else publish(what, by=None)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=act, args=[what]) for what in (*articles, synonym)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert pages_with("blankets") == 2


# --- the text of a page


def test_words_of_neighbouring_blocks_stay_apart() -> None:
    assert text_of("<p>One</p><p>two</p><ul><li>three</li><li>four</li></ul>") == "One two · three · four"


def test_the_cells_of_a_table_are_told_apart() -> None:
    table = (
        "<p>Text.</p><table><tr><td></td><th>Reflex</th></tr><tr><th>Starts</th><td>At once</td></tr></table>"
    )

    assert text_of(table) == "Text. · Reflex · Starts · At once"


def test_words_are_not_torn_where_a_mark_begins() -> None:
    assert text_of("<p>k<em>ick</em>ing</p>") == "kicking"


def test_numbers_of_references_headings_and_other_pages_are_left_out() -> None:
    page = (
        '<h2 id="a">Heading</h2><a class="section-anchor" href="#a"></a>'
        '<p>Text.<sup class="citation" id="c"><a href="#r">[1]</a></sup> More &amp; more.</p>'
        '<aside class="related-card"><img src="x" alt="Picture"><p><a href="/x/">Other page</a></p></aside>'
    )

    assert text_of(page) == "Text. More & more."
