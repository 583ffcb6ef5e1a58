"""The title and the address of a new article, drafted from a question that readers asked."""

import re

from django.utils.text import slugify

from articles.models import Article
from articles.search.log.scrubbing import MARK

MAX_TITLE = Article._meta.get_field("title").max_length or 0
MAX_SLUG = Article._meta.get_field("slug").max_length or 0
QUESTIONS = frozenset(
    [
        *("why", "what", "whats", "what's", "when", "where", "who", "whose", "which", "how", "is", "isn't"),
        *("are", "aren't", "am", "was", "were", "do", "does", "did", "don't", "doesn't", "can", "can't"),
        *("could", "should", "shouldn't", "will", "won't", "would", "may", "might", "must", "has", "have"),
    ]
)
# Readers type in small letters, and a title has a capital “I” where it is a word.
ALONE = re.compile(r"\bi\b")


def without_marks(words: str) -> str:
    """Return `words` without the signs that stand for what was scrubbed."""
    return " ".join(words.replace(MARK, " ").split())


def title_of(words: str) -> str:
    """Return a title that begins with a capital, and ends with "?" if it begins like a question.

    A title that is too long is cut at the end of a word.
    """
    cut = words if len(words) < MAX_TITLE else words[: MAX_TITLE - 1].rpartition(" ")[0]
    sentence = ALONE.sub("I", cut)
    ending = "?" if words.split(" ")[0] in QUESTIONS else ""
    return f"{sentence[:1].upper()}{sentence[1:]}{ending}"


def slug_of(words: str) -> str:
    return slugify(words)[:MAX_SLUG].strip("-")
