"""The questions for the synthetic library: addresses to get, by kind."""

from collections.abc import Sequence
from random import Random
from urllib.parse import urlencode

from articles.corpus import COMMON, SECOND, rare
from articles.corpus.language import RARE_WORDS, Speaker

TITLE_WORDS = 2
MENDABLE = 6


def questions(articles: int, times: int) -> dict[str, Sequence[str]]:
    """Return `times` addresses of each kind, the same ones in each run."""
    chance = Random(articles)  # noqa: S311  # nothing secret
    said = [Speaker(chance.randrange(articles)).telling(TITLE_WORDS).split() for _ in range(times)]
    sentences = [
        f"why does my {first} keep on {second} at the {SECOND} every night" for first, second in said
    ]
    return {
        f"a common word (in 30 % of texts): {COMMON}": [_search(COMMON)] * times,
        f"two common words: {COMMON} {SECOND}": [_search(f"{COMMON} {SECOND}")] * times,
        "a rare word (in 5 texts)": [_search(rare(number % RARE_WORDS)) for number in range(times)],
        "a sentence": list(map(_search, sentences)),
        "a typo": [_search(_misspelt(max(words, key=len))) for words in said],
        "a common word, of one animal": [_search(COMMON, species="synthetic-quamps")] * times,
        "a common word, page 5": [_search(COMMON, page="5")] * times,
        "a word nobody says": [_search(f"xyzzyx{number}") for number in range(times)],
        "suggestions, two letters": [_suggest(words[0][:2]) for words in said],
        "suggestions, a word": [_suggest(words[0]) for words in said],
        "suggestions, nothing typed": [_suggest("")] * times,
    }


def _misspelt(word: str) -> str:
    """Return the word with two letters swapped."""
    return (
        f"{word[0]}{word[2]}{word[1]}{word[3:]}"
        if len(word) < MENDABLE
        else f"{word[:-3]}{word[-2]}{word[-3]}{word[-1]}"
    )


def _search(words: str, **asked: str) -> str:
    return f"/search/?{urlencode({'q': words, **asked})}"


def _suggest(typed: str) -> str:
    return f"/search/suggestions/?{urlencode({'q': typed})}"
