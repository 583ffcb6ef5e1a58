"""The pages with which one is compared: on a large site, a few of them.

Each way of finding them is bounded, so that publishing costs the same on the hundred-thousandth page.
"""

from typing import Any

from django.db import connection
from django.utils import timezone

from articles.models import InternalLink
from articles.related.profiles import Profile, kept_editions
from articles.search.words import conjunction

# The most telling words of a page, as far as they lead to few others.
MOST_LOOKED_UP = 12
MOST_PAGES = 2000
MOST_BY_WORDS = 60
MOST_BY_LINKS = 40
# From here come the neighbours of a page whose words no other has.
MOST_BY_SHELF = 20

SHARING_WORDS = """
SELECT edition.article_id
FROM unnest(%(queries)s::text[], %(weights)s::float[]) AS asked(query, weight)
CROSS JOIN LATERAL (
    SELECT edition_id FROM articles_searchentry WHERE words @@ asked.query::tsquery LIMIT %(most_pages)s
) AS entry
JOIN articles_edition edition ON edition.id = entry.edition_id
WHERE (edition.live_until IS NULL OR edition.live_until > %(now)s) AND edition.article_id <> %(article)s
GROUP BY edition.article_id
ORDER BY sum(asked.weight) DESC, edition.article_id DESC
LIMIT %(most)s
"""


def candidates_for(page: Profile) -> set[int]:
    """Numbers of articles; some may not be readers' to see."""
    return {*_by_words(page), *_by_links(page), *_by_shelf(page)} - {page.article}


def _by_words(page: Profile) -> list[int]:
    telling = [(lexeme, word) for lexeme, word in page.words.items() if word.pages <= MOST_PAGES]
    telling = telling[:MOST_LOOKED_UP]
    if not telling:
        return []
    params: dict[str, Any] = {
        "queries": [conjunction([lexeme]) for lexeme, _ in telling],
        "weights": [word.weight for _, word in telling],
        "most_pages": MOST_PAGES,
        "article": page.article,
        "now": timezone.now(),
        "most": MOST_BY_WORDS,
    }
    with connection.cursor() as cursor:
        cursor.execute(SHARING_WORDS, params)
        return [row[0] for row in cursor.fetchall()]


def _by_links(page: Profile) -> list[int]:
    """What the page leads to, and the latest pages that lead to it."""
    leading = InternalLink.objects.filter(target=page.article, edition__isnull=False).order_by("-edition")
    return [*page.links, *leading.values_list("article_id", flat=True)[:MOST_BY_LINKS]]


def _by_shelf(page: Profile) -> list[int]:
    """The newest about the same animals, and of the same category."""
    newest = kept_editions().newest_first().values_list("article_id", flat=True)
    animals = newest.filter(species__in=page.species) if page.species else newest.none()
    return [*animals[:MOST_BY_SHELF], *newest.filter(category=page.category)[:MOST_BY_SHELF]]
