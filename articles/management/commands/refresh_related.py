"""manage.py refresh_related"""

from articles.management.commands.refresh_search import RULE as RULE_OF_SEARCH
from articles.management.refreshing import RefreshCommand
from articles.related import is_missing, refresh_all


class Command(RefreshCommand):
    help = (
        "Choose again which pages stand beside each live or scheduled one. Publishing keeps the lists "
        "up to date. Run it after a restore, and after refresh_search, whose words it compares."
    )
    rule = (
        "articles.related.candidates",
        "articles.related.keeping",
        "articles.related.likeness",
        "articles.related.profiles",
        # The likeness of pages depends on the words that the search stores for them.
        *RULE_OF_SEARCH,
    )
    made = "Pages with their related pages worked out"

    def refresh(self) -> int:
        return refresh_all()

    def is_missing(self) -> bool:
        return is_missing()
