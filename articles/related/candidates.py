"""The pages with which a page is compared. On a large site they are few.

Each way of finding them has a limit, so that publishing takes no longer on a site of 100,000 pages.
"""

from typing import Any

from django.db import connection
from django.utils import timezone

from articles.models import Edition, InternalLink
from articles.related.profiles import Profile
from articles.search.lexemes import conjunction

# Only words that few pages contain are looked up: at most MOST_PAGES for each word.
MOST_LOOKED_UP = 12
MOST_PAGES = 2000
MOST_BY_WORDS = 60
MOST_BY_LINKS = 40
# The newest pages of the same category and animals. A page whose words no other page has would
# otherwise have no candidates.
MOST_BY_CATEGORY = 20

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
    """Return the pks of articles to compare with `page`. Some may not be live."""
    return {*_by_words(page), *_by_links(page), *_by_category(page)} - {page.article}


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
    """Return the articles that the page links to, and the latest that link to it."""
    linking = InternalLink.objects.filter(target=page.article, edition__isnull=False).order_by("-edition")
    return [*page.links, *linking.values_list("article_id", flat=True)[:MOST_BY_LINKS]]


def _by_category(page: Profile) -> list[int]:
    """Return the newest articles about the same animals, and the newest of the same category."""
    newest = Edition.objects.current().newest_first().values_list("article_id", flat=True)
    animals = newest.filter(species__in=page.species) if page.species else newest.none()
    return [*animals[:MOST_BY_CATEGORY], *newest.filter(category=page.category)[:MOST_BY_CATEGORY]]
