"""Scrubbing of questions: it takes out names, numbers and addresses, which could tell who asked.

Only a word that is known to be harmless stays. It is better to lose a harmless word than to store
a name. Editors see only what is left.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from articles.models.search import MAX_QUESTION
from articles.phrases import APOSTROPHES, Phrases, Said, words_in
from articles.search.english import is_english
from articles.search.log.word_lists import breed_names, function_words, names, pet_words
from articles.search.query import CONTRACTIONS, SHORT_FOR
from articles.search.vocabulary import Vocabulary, current

MARK = "…"
MOST_READ = 4 * MAX_QUESTION

# "a@b.uk", "@b", "b.uk/c", "https:…", and "a at b dot uk".
ADDRESSES = re.compile(
    r"\S*\s?@\s?\S*|\b\w+:/\S*|\bwww\.\S*|\b[\w-]+(?:\.[\w-]+)*\.[^\W\d_][\w-]+(?:[/?#:]\S*)?"
    r"|\S+\s+[([{]?at[)\]}]?\s+\S+\s+[([{]?dot[)\]}]?\s+\S+",
    re.IGNORECASE,
)
WRITTEN_WORD = re.compile(rf"[\w{APOSTROPHES}-]+|[.?!;:{MARK}]")
ENDS_A_SENTENCE = frozenset(".?!;:")
ONE_APOSTROPHE = dict.fromkeys(map(ord, APOSTROPHES), "'")
# Letters that are words by themselves. Any other letter may be an initial of a name.
LETTERS = frozenset("ai")
STREETS = frozenset(
    [
        *("avenue", "ave", "close", "crescent", "drive", "gardens", "lane", "place"),
        *("road", "rd", "square", "st", "street", "terrace", "way"),
    ]
)
# At most so many words before “street” are taken out as its name, so that the rest of the question
# stays.
MOST_BEFORE_STREET = 3

# A name follows these words, of at most so many words itself: what comes behind it belongs to the question.
NAME_FOLLOWS = {
    **dict.fromkeys(("called", "named", "nicknamed", "renamed"), 1),
    **dict.fromkeys(("mr", "mrs", "ms", "dr", "prof", "professor", "doctor"), 1),
    **dict.fromkeys(("name", "names", "surname", "nickname"), 2),
}
# Words that may stand between such a word and the name.
BESIDE_NAME = frozenset(["is", "are", "was", "s"])
# After these words a name may follow, or not: "i am sarah", "i am worried".
NAME_MAY_FOLLOW = frozenset([("this", "is"), ("i", "am"), ("it", "is")])
NAME_MAY_FOLLOW_SHORT = frozenset(["im", "its"])
FORMS_OF_VERBS = ("ing", "ed", "ful", "n't", "able")


@dataclass
class Token:
    """A word as it was written, with the words that are looked up: of "St-Bernard’s" `st`, `bernard`.

    A token that `is_safe` stays, and one that `is_dropped` goes. The others are looked up.
    """

    written: str
    begins_sentence: bool
    words: tuple[str, ...] = field(init=False)
    is_safe: bool = False
    is_dropped: bool = False

    def __post_init__(self) -> None:
        bare = re.sub(r"'s\b", "", self.written.translate(ONE_APOSTROPHE))
        self.words = tuple(words_in(bare))

    @property
    def word(self) -> str:
        return "".join(self.words)

    @property
    def is_capital(self) -> bool:
        """Return whether only the first letter is a capital, unlike in "IBD"."""
        return self.written[0].isupper() and self.written[1:] != self.written[1:].upper()

    @property
    def shown(self) -> str:
        return self.written.translate(ONE_APOSTROPHE).lower().strip("'-_")


def scrub(question: str, mended: Mapping[str, str] | None = None) -> str:
    """Return the question in lower case with "…" for what was taken out, or "" if nothing is left.

    `mended` maps misspelt words to words of the site. Without it, a misspelt word is unknown, and
    is taken out like a name.
    """
    tokens = _tokens(ADDRESSES.sub(f" {MARK} ", _usable(question)))
    vocabulary = current()
    for phrases in (breed_names(), *(breed for breed, _ in vocabulary.breeds)):
        _mark_safe(tokens, phrases)
    _drop_streets(tokens)
    _drop_after_cues(tokens, vocabulary)
    _drop_capitals(tokens, vocabulary)
    kept = [_left_of(token, vocabulary, mended or {}) for token in tokens]
    if not any(word != MARK and len(word) > 1 for word in kept):
        return ""
    single = (word for word, same in groupby(kept) for word in ([word] if word == MARK else same))
    return _cut(" ".join(single))


def _usable(question: str) -> str:
    """Return the question in compatible characters, without invisible ones.

    An invisible character within a name would divide it into two words that are not in the list.
    """
    compatible = unicodedata.normalize("NFKC", question[:MOST_READ])
    return "".join(sign for sign in compatible if unicodedata.category(sign) != "Cf")


def _cut(text: str) -> str:
    """Cut the text between two words, because half of a word may be a name."""
    return text if len(text) <= MAX_QUESTION else text[: MAX_QUESTION + 1].rpartition(" ")[0]


def _tokens(question: str) -> list[Token]:
    tokens, begins = [], True
    for written in WRITTEN_WORD.findall(question):
        if written in ENDS_A_SENTENCE:
            begins = True
            continue
        token = Token(written, begins, is_dropped=written == MARK)
        if token.words or token.is_dropped:
            tokens.append(token)
            begins = False
    return tokens


def _mark_safe(tokens: Sequence[Token], phrases: Phrases) -> None:
    """Mark the words of breeds' names, such as "Jack Russell", as safe.

    A token may have several words, so `places` repeats it for each of them.
    """
    places = [token for token in tokens for _ in token.words]
    words = tuple(word for token in tokens for word in token.words)
    said = Said(words)
    for phrase in phrases.dangers:
        if phrase.may_be_in(said):
            for start, end in phrase.spans(words):
                for token in places[start:end]:
                    token.is_safe = True


def _drop_streets(tokens: Sequence[Token]) -> None:
    """Drop addresses such as "12 Acacia Avenue": a number, up to three words, a word for a street."""
    for place, token in enumerate(tokens):
        near = tokens[place + 1 : place + 2 + MOST_BEFORE_STREET]
        last = next((index for index, other in enumerate(near, 1) if other.word in STREETS), 0)
        if last > 1 and _has_digit(token):
            for other in near[:last]:
                other.is_dropped = True


def _drop_after_cues(tokens: Sequence[Token], vocabulary: Vocabulary) -> None:
    """Drop names that the words before them announce, as in "called Daisy"."""
    for place, token in enumerate(tokens):
        most = NAME_FOLLOWS.get(token.word, 0)
        after = tokens[place + 1 :]
        if most and after and after[0].word in BESIDE_NAME:
            after = after[1:]
        for other in after[:most]:
            if other.is_safe or other.word in function_words():
                break
            other.is_dropped = True
        _drop_if_maybe_name(tokens, place, vocabulary)


def _drop_if_maybe_name(tokens: Sequence[Token], place: int, vocabulary: Vocabulary) -> None:
    pair = tuple(token.word for token in tokens[max(0, place - 2) : place])
    if pair in NAME_MAY_FOLLOW or NAME_MAY_FOLLOW_SHORT.intersection(pair[-1:]):
        token = tokens[place]
        is_usual = token.word in function_words() or token.word.endswith(FORMS_OF_VERBS)
        token.is_dropped |= not (is_usual or token.is_safe or vocabulary.knows(token.word))


def _drop_capitals(tokens: Sequence[Token], vocabulary: Vocabulary) -> None:
    """Drop words with a capital in a question that is otherwise in lower case.

    If most words have a capital, it tells nothing about any of them. After the word for the animal
    a word with a capital is a name, even if a page contains it: "my cat Daisy".
    """
    capitals = [token for token in tokens if token.is_capital and not token.begins_sentence]
    small = [token for token in tokens if token.written[0].islower()]
    if len(capitals) > len(small):
        return
    animals = frozenset[str]().union(*vocabulary.names.values())
    before = {id(token): previous for previous, token in pairwise(tokens)}
    for token in capitals:
        follows_animal = before[id(token)].word in animals
        is_known = (
            _is_usual(token)
            or token.word in animals
            or (not follows_animal and _is_word_of_site(token, vocabulary))
        )
        token.is_dropped |= not (is_known or token.is_safe)


def _is_usual(token: Token) -> bool:
    """Return whether the word may stand in any question.

    That includes "Mrs": the name after it is dropped, not the word itself.
    """
    return any(token.word in words for words in (function_words(), CONTRACTIONS, NAME_FOLLOWS))


def _is_word_of_site(token: Token, vocabulary: Vocabulary) -> bool:
    return all(vocabulary.knows(word) or word in pet_words() for word in token.words)


def _left_of(token: Token, vocabulary: Vocabulary, mended: Mapping[str, str]) -> str:
    """Return what is stored of a word: the word, the word of the site it stands for, or `MARK`."""
    if token.is_safe:
        return token.shown
    if token.is_dropped or _has_digit(token) or any(map(_is_name, (token.word, *token.words))):
        return MARK
    if all(_is_word(word, vocabulary) for word in token.words):
        return token.shown
    ours = mended.get(token.word, "")
    return ours if ours and not any(map(_is_name, ours.split())) else MARK


def _is_name(word: str) -> bool:
    """Return whether the word is a name, or a name with the "s" of "johns dog"."""
    return word in names() or (word.removesuffix("s") in names() and word not in pet_words())


def _has_digit(token: Token) -> bool:
    """Return whether the word holds a digit or a number sign of any script, such as ½ or Ⅳ."""
    return any(sign.isnumeric() for sign in token.written)


def _is_word(word: str, vocabulary: Vocabulary) -> bool:
    if len(word) == 1:
        return word in LETTERS or word in SHORT_FOR
    lists: Iterator[bool] = (
        word in words for words in (function_words(), CONTRACTIONS, SHORT_FOR, pet_words())
    )
    return any(lists) or vocabulary.knows(word) or is_english(word)
