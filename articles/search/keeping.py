"""Updates of what the search reads when a page is published, ends or is called off.

They run in the transaction of the change, so that readers never find a page that they cannot open.
"""

from collections import Counter
from itertools import chain, islice

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from articles.models import Article, Edition, SearchEntry, Suggestion, Synonym, Word
from articles.search.entries import store_entries, words_of
from articles.search.prefixes import forget_suggestions, store_suggestions
from articles.search.synonyms import keep_rewrites
from articles.search.vocabulary import add_words, drop_words, words_changed

AT_ONCE = 200


def keep_searchable(edition: Edition) -> None:
    """Store what the search reads of a new edition, which readers find from the moment it is live."""
    words_changed()
    drop_ended(edition.article)
    store_entries([edition])
    store_suggestions([edition])
    add_words(dict.fromkeys(words_of(edition), 1))


def drop_ended(article: Article) -> None:
    """Delete what the search reads of the article's editions that ended or were called off."""
    ended = Q(live_until__lte=timezone.now()) | Q(live_until=F("live_from"))
    editions = list(Edition.objects.filter(ended, article=article, search_entry__isnull=False))
    if editions:
        words_changed()
        drop_words(word for edition in editions for word in words_of(edition))
        SearchEntry.objects.filter(edition__in=editions).delete()
        forget_suggestions(editions)


def is_missing() -> bool:
    """Return whether the search lacks a live or scheduled page, as after a restore."""
    return Edition.objects.current().filter(search_entry=None).exists()


def refresh_all() -> int:
    """Build all rows of the search again from the live and scheduled editions; return their number."""
    with transaction.atomic():
        words_changed()
        SearchEntry.objects.all().delete()
        Suggestion.objects.all().delete()
        Word.objects.all().delete()
        count = 0
        words: Counter[str] = Counter()
        editions = Edition.objects.current().order_by("pk").iterator(AT_ONCE)
        while some := list(islice(editions, AT_ONCE)):
            store_entries(some)
            store_suggestions(some)
            words.update(chain.from_iterable(map(words_of, some)))
            count += len(some)
        # All words are added at the end, at once. If every page changed the row of a common word,
        # each change would leave a dead row behind.
        add_words(words)
        for synonym in Synonym.objects.all():
            keep_rewrites(synonym)
    return count
