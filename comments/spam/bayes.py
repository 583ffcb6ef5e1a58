"""Naive Bayes: what a comment's words say, by what moderators decided of others with these words.

Each comment that was approved or marked as spam counts once, with the words it has when it is
learned; `Comment.learned` notes what the counts were told. Everybody who changes counts holds
the row of the empty word, so the counts always add up to the notes, however many decide at once.
"""

import logging
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import OperationalError, connection, transaction

from comments.models import Comment, Status, WordCount
from comments.models.comment import TO_LEARN
from comments.models.spam import MAX_WORD
from comments.spam.folding import plain, storable
from comments.spam.links import split_links

logger = logging.getLogger(__name__)

# Silent until both kinds are known: before that, every new word would look like proof.
ENOUGH_OF_EACH = 20
# A word of a single comment says more about that comment than about the next.
SEEN_IN = 2
# The most telling words alone: a long text of common words must not drown them.
MOST_TELLING = 15
FEWEST_TELLING = 2
MOST_EXPLAINED = 4
# Seen in so many comments, and all of them spam, a link speaks whatever words are around it.
SPAM_LINK_SEEN_IN = 3
# Of one text; what follows is not read.
MOST_WORDS = 200
# What begins so is the host of a link; by itself it stands for any link at all.
LINK = "link:"

BATCH = 50
# What one request may be kept waiting for; the next decision goes on from there.
MOST_BATCHES = 20
KINDS = (Status.APPROVED.value, Status.SPAM.value)

_WORD = re.compile(rf"[^\W\d_]\w{{2,{MAX_WORD - 1}}}")

# Two statements, as a row to insert may hold no negative count, even if it is not inserted.
ADD = """
    INSERT INTO comments_wordcount (word, approved, spam)
    SELECT * FROM unnest(%s::text[], %s::int[], %s::int[])
    ON CONFLICT (word) DO UPDATE
    SET approved = comments_wordcount.approved + EXCLUDED.approved,
        spam = comments_wordcount.spam + EXCLUDED.spam
"""
TAKE = """
    UPDATE comments_wordcount
    SET approved = GREATEST(0, comments_wordcount.approved - gone.approved),
        spam = GREATEST(0, comments_wordcount.spam - gone.spam)
    FROM unnest(%s::text[], %s::int[], %s::int[]) AS gone (word, approved, spam)
    WHERE comments_wordcount.word = gone.word
"""

Tokens = frozenset[str]
Change = Counter[tuple[str, str]]


@dataclass(frozen=True)
class TellingWord:
    """In how many comments of either kind a word stood; `weight` is the logarithm of its odds of spam."""

    word: str
    approved: int
    spam: int
    weight: float

    @property
    def shown(self) -> str:
        if self.word.startswith(LINK):
            return f"a link to {self.word.removeprefix(LINK) or 'anywhere'}"
        return f"“{self.word}”"

    @property
    def is_spam_link(self) -> bool:
        return (
            self.word.startswith(LINK)
            and self.word != LINK
            and self.spam >= SPAM_LINK_SEEN_IN
            and not self.approved
        )


@dataclass(frozen=True)
class Verdict:
    """How likely the text is spam, the words that spoke most for it, and links known from spam alone."""

    probability: float
    words: list[TellingWord]
    spam_links: list[TellingWord]

    @property
    def percent(self) -> int:
        """Never 0 or 100: it is an estimate."""
        return min(99, max(1, round(self.probability * 100)))


def tokens(text: str) -> Tokens:
    """The words of a text in one case, that it links, and to which hosts; each counts once."""
    hosts, rest = split_links(storable(text))
    links = [LINK, *(f"{LINK}{host}"[:MAX_WORD] for host in hosts)] if hosts else []
    words = links + _WORD.findall(plain(rest))
    return frozenset(list(dict.fromkeys(words))[:MOST_WORDS])


def assess(text: str) -> Verdict | None:
    """None while too little was decided, or where no known words speak. One query.

    Equal odds to start with: how much spam a site gets says nothing about this text. The words
    are weighed as Paul Graham does, "A Plan for Spam" (2002), https://www.paulgraham.com/spam.html:
    the most telling ones alone; counts are smoothed after Laplace.
    """
    rows = WordCount.objects.filter(word__in=["", *tokens(text)]).values_list("word", "approved", "spam")
    counts = {word: (approved, spam) for word, approved, spam in rows}
    all_approved, all_spam = counts.pop("", (0, 0))
    if min(all_approved, all_spam) < ENOUGH_OF_EACH:
        return None
    known = [
        TellingWord(word, approved, spam, _weight(approved, spam, all_approved, all_spam))
        for word, (approved, spam) in counts.items()
        if approved + spam >= SEEN_IN
    ]
    telling = sorted(known, key=lambda word: (-abs(word.weight), word.word))[:MOST_TELLING]
    if len(telling) < FEWEST_TELLING:
        return None
    return Verdict(
        _probability(sum(word.weight for word in telling)),
        [word for word in telling if word.weight > 0][:MOST_EXPLAINED],
        [word for word in known if word.is_spam_link][:MOST_EXPLAINED],
    )


def _weight(approved: int, spam: int, all_approved: int, all_spam: int) -> float:
    return math.log((spam + 1) / (all_spam + 2)) - math.log((approved + 1) / (all_approved + 2))


def _probability(odds: float) -> float:
    """Of the logarithm of the odds; bounded, as exp() of a large number is an error."""
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))


def catch_up() -> int:
    """Learn every decision that the counts were not told yet, also those that an earlier call missed.

    For after a decision's transaction: a database that is too busy only makes it wait for the next.
    Returns how many comments it learned or forgot.
    """
    learned = 0
    try:
        for _ in range(MOST_BATCHES):
            batch = _learn_some() if Comment.objects.filter(TO_LEARN).exists() else 0
            learned += batch
            if batch < BATCH:
                break
    except OperationalError:
        logger.warning(
            "The word counts could not be brought up to date; the next decision does it.", exc_info=True
        )
    return learned


@transaction.atomic
def _learn_some() -> int:
    _lock_counts()
    # Nobody waits here with the counts in hand: who holds a comment now learns it afterwards.
    rows = Comment.objects.select_for_update(skip_locked=True, of=("self",)).filter(TO_LEARN).order_by("pk")
    comments = list(rows.only("text", "status", "learned")[:BATCH])
    change: Change = Counter()
    for comment in comments:
        told = comment.status if comment.status in KINDS else ""
        _count(change, comment.text, before=comment.learned, after=told)
        comment.learned = told
    Comment.objects.bulk_update(comments, ["learned"])
    _apply(change)
    return len(comments)


@transaction.atomic
def unlearn(comments: Iterable[Comment]) -> None:
    """Take comments out of the counts, before their words change or their rows go.

    In the same transaction, after all other locks: whoever waits for the counts must be able to
    wait for nothing else.
    """
    given = list(comments)
    rows = Comment.objects.select_for_update(of=("self",)).filter(pk__in=[comment.pk for comment in given])
    # All are held, or one that waits to be learned would be learned just before it goes.
    held = rows.order_by("pk").only("text", "learned")
    learned = [comment for comment in held if comment.learned]
    if learned:
        _lock_counts()
        change: Change = Counter()
        for comment in learned:
            _count(change, comment.text, before=comment.learned, after="")
        Comment.objects.filter(pk__in=[comment.pk for comment in learned]).update(learned="")
        _apply(change)
    for comment in given:
        # Or saving it would bring back what was just taken away.
        comment.learned = ""


@transaction.atomic
def rebuild() -> int:
    """Count everything anew that was learned; how many comments that was.

    Nothing is learned meanwhile, so in a quiet hour. Memory: the words of one batch.
    """
    _lock_counts()
    WordCount.objects.exclude(word="").delete()
    WordCount.objects.filter(word="").update(approved=0, spam=0)
    counted, last = 0, 0
    while True:
        rows = Comment.objects.exclude(learned="").filter(pk__gt=last).order_by("pk")
        batch = list(rows.values_list("pk", "text", "learned")[:1000])
        if not batch:
            return counted
        change: Change = Counter()
        for _, text, kind in batch:
            _count(change, text, before="", after=kind)
        last = batch[-1][0]
        _apply(change)
        counted += len(batch)


def _lock_counts() -> None:
    """One at a time, until the transaction ends; so the order of words can block nobody."""
    WordCount.objects.get_or_create(word="")
    WordCount.objects.select_for_update().get(word="")


def _count(change: Change, text: str, *, before: str, after: str) -> None:
    """Ratings without words teach nothing, and do not count as comments either."""
    if words := tokens(text):
        for word in ("", *words):
            change[word, before] -= 1
            change[word, after] += 1


def _apply(change: Mapping[tuple[str, str], int]) -> None:
    words = sorted({word for word, kind in change if kind})
    approved, spam = ([change.get((word, kind), 0) for word in words] for kind in KINDS)
    more = [
        (word, max(0, one), max(0, other)) for word, one, other in zip(words, approved, spam, strict=True)
    ]
    less = [
        (word, max(0, -one), max(0, -other)) for word, one, other in zip(words, approved, spam, strict=True)
    ]
    with connection.cursor() as cursor:
        for statement, rows in ((ADD, more), (TAKE, less)):
            if rows := [row for row in rows if any(row[1:])]:
                cursor.execute(statement, [list(column) for column in zip(*rows, strict=True)])
    # Nobody's words stay behind when the comment is gone.
    WordCount.objects.filter(word__in=words, approved=0, spam=0).exclude(word="").delete()
