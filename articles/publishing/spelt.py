"""Which words are spelt as people spell them: those of the dictionary, and those of several pages."""

from articles.models import Word
from articles.search.english import is_english

# A misspelling on one page is a word of the site too.
FEWEST_PAGES = 2


def known_word(word: str) -> bool:
    word = word.removesuffix("'s")
    return is_english(word) or Word.objects.filter(word=word, pages__gte=FEWEST_PAGES).exists()
