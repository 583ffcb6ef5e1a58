"""Keeping what the search reads in step with what is published, in the same transaction."""

from collections import Counter
from itertools import chain, islice

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from articles.models import Article, Edition, SearchEntry, Suggestion, Synonym, Word
from articles.models.edition import EditionQuerySet
from articles.search.entries import store_entries, words_of
from articles.search.prefixes import forget_suggestions, store_suggestions
from articles.search.synonyms import keep_rewrites
from articles.search.vocabulary import add_words, drop_words, words_changed

AT_ONCE = 200


def keep_searchable(edition: Edition) -> None:
    """Called when an edition was stored: readers find it from the moment it is live."""
    words_changed()
    drop_ended(edition.article)
    store_entries([edition])
    store_suggestions([edition])
    add_words(dict.fromkeys(words_of(edition), 1))


def drop_ended(article: Article) -> None:
    """Forget the words of editions that ended or were called off."""
    ended = Q(live_until__lte=timezone.now()) | Q(live_until=F("live_from"))
    editions = list(Edition.objects.filter(ended, article=article, search_entry__isnull=False))
    if editions:
        words_changed()
        drop_words(word for edition in editions for word in words_of(edition))
        SearchEntry.objects.filter(edition__in=editions).delete()
        forget_suggestions(editions)


def is_missing() -> bool:
    """Whether some page that readers see or will see cannot be found, as before the search was kept."""
    return _kept_editions().filter(search_entry=None).exists()


def refresh_all() -> int:
    """Make everything anew from what is live or to come; returns how many editions that is."""
    with transaction.atomic():
        words_changed()
        SearchEntry.objects.all().delete()
        Suggestion.objects.all().delete()
        Word.objects.all().delete()
        count = 0
        words: Counter[str] = Counter()
        editions = _kept_editions().order_by("pk").iterator(AT_ONCE)
        while some := list(islice(editions, AT_ONCE)):
            store_entries(some)
            store_suggestions(some)
            words.update(chain.from_iterable(map(words_of, some)))
            count += len(some)
        # At the end and all at once: a row that all pages change leaves as many dead ones behind.
        add_words(words)
        for synonym in Synonym.objects.all():
            keep_rewrites(synonym)
    return count


def _kept_editions() -> EditionQuerySet:
    now = timezone.now()
    return Edition.objects.live(now) | Edition.objects.upcoming(now)
