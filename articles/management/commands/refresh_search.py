"""manage.py refresh_search"""

from articles.management.refreshing import RefreshCommand
from articles.search.keeping import is_missing, refresh_all

# The modules that decide what a word is, and how the words of a page are stored.
RULE = (
    "articles.phrases",
    "articles.phrases.lines",
    "articles.phrases.matching",
    "articles.phrases.words",
    # Each block says which of its words are those of other pages: the search leaves them out.
    "articles.rendering.blocks",
    "articles.search.entries",
    "articles.search.kept",
    "articles.search.marks",
    "articles.search.page_text",
    "articles.search.prefixes",
    "articles.search.synonyms",
    "articles.search.vocabulary",
    "articles.search.lexemes",
)


class Command(RefreshCommand):
    help = (
        "Build again what the search reads: the words of all live and scheduled pages, the vocabulary, "
        "owners' words. Publishing keeps them up to date. Run it after a restore."
    )
    rule = RULE
    made = "Pages made ready for the search"

    def refresh(self) -> int:
        return refresh_all()

    def is_missing(self) -> bool:
        return is_missing()
