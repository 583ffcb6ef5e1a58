"""The language of synthetic articles: made-up words, as frequent as Zipf's law says of real ones."""

from collections.abc import Sequence
from functools import cache
from itertools import accumulate, product
from random import Random

NOTICE = "Synthetic text for measuring."

# Words whose frequency is known, for measuring: one in 30 % of the texts, one in 20 %, and 40 words in
# five texts each, whatever the size of the library.
COMMON, SECOND = "window", "ladder"
SHARES = {COMMON: 0.3, SECOND: 0.2}
RARE_WORDS = 40
TEXTS_EACH = 5

WORDS = 100_000
OF_TWO_SYLLABLES = 20_000
# Titles and headings use only the commonest of these.
TELLING = 5_000
FUNCTION_WORDS = (
    "the of and a to in is that it was for on are as with they be at this from have or by one had not but "
    "what all were when we there can an your which their if do will each about how up out them then she "
    "many some so these would other into has more her two like him see no could than been its who now"
)
# Sentences in a paragraph, and words in a sentence: the least and the most.
SENTENCES = (4, 7)
LENGTHS = (9, 19)
# The parameters of Mandelbrot's version of Zipf's law, which fits the commonest words better. With this
# steepness a text has 450 different words.
SHIFT, STEEPNESS = 2.7, 1.2


@cache
def made_up() -> Sequence[str]:
    """Return the made-up words, the commonest and shortest first, in the same order in each run."""
    chance = Random(NOTICE)  # noqa: S311  # nothing secret
    syllables = ["".join(parts) for parts in product("bdfgklmnprstvz", "aeiou", ("", "l", "m", "n", "r"))]
    short = ["".join(pair) for pair in product(syllables, repeat=2)]
    long = ("".join(chance.choices(syllables, k=3)) for _ in range(WORDS))
    words = dict.fromkeys([*chance.sample(short, OF_TWO_SYLLABLES), *long])
    return list(words)[: WORDS + RARE_WORDS]


def rare(number: int) -> str:
    return made_up()[WORDS + number]


@cache
def _spoken() -> tuple[Sequence[str], Sequence[float]]:
    """Return all words, and their cumulative weights."""
    words = [*FUNCTION_WORDS.split(), *made_up()[:WORDS]]
    return words, list(accumulate((place + SHIFT) ** -STEEPNESS for place in range(1, len(words) + 1)))


class Speaker:
    """A source of text that says the same for the same number.

    So a larger library begins with the pages of a smaller one.
    """

    def __init__(self, number: int) -> None:
        self.chance = Random(number)  # noqa: S311  # nothing secret
        self._must_say = [word for word, share in SHARES.items() if self.chance.random() < share]
        if number < RARE_WORDS * TEXTS_EACH:
            self._must_say.append(rare(number // TEXTS_EACH))

    def telling(self, count: int) -> str:
        return " ".join(self.chance.choices(made_up()[:TELLING], k=count))

    def sentence(self, *also: str) -> str:
        words, sums = _spoken()
        said = self.chance.choices(words, cum_weights=sums, k=self.chance.randint(*LENGTHS))
        return f"{' '.join([*said, *also]).capitalize()}."

    def paragraph(self) -> str:
        """Return a paragraph. The first one also contains all words that the text must have."""
        also, self._must_say = self._must_say, []
        sentences = [self.sentence() for _ in range(self.chance.randint(*SENTENCES))]
        return " ".join([*sentences, *map(self.sentence, also)])
