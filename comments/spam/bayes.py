"""Naive Bayes: how likely a comment is spam, judged by earlier comments with the same words.

Each comment that was approved or marked as spam is counted once, with the words that it has at
that moment; `Comment.learned` is the decision under which it was counted. Whoever changes counts
holds the lock on the row of the empty word. So the counts always agree with `learned`, however
many moderators decide at once.
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
from comments.spam.folding import normalise, storable
from comments.spam.links import split_links

logger = logging.getLogger(__name__)

# With fewer comments of either kind, every new word would look like proof.
ENOUGH_OF_EACH = 20
# A word of a single comment says more about that comment than about the next.
SEEN_IN = 2
# Only so many words are weighed, or a long text of common words would drown the telling ones.
MOST_TELLING = 15
FEWEST_TELLING = 2
MOST_EXPLAINED = 4
# A link that stood in so many comments, all of them spam, counts whatever words surround it.
SPAM_LINK_SEEN_IN = 3
# Of one text; later words are not read.
MOST_WORDS = 200
# A token with this beginning is the host of a link; the beginning alone stands for any link.
LINK = "link:"

BATCH = 50
# A request learns no more than this, so that nobody waits long; the next decision goes on.
MOST_BATCHES = 20
KINDS = (Status.APPROVED.value, Status.SPAM.value)

_WORD = re.compile(rf"[^\W\d_]\w{{2,{MAX_WORD - 1}}}")

# Two statements: PostgreSQL checks the row to insert first, and a negative count would fail.
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
class WeighedWord:
    """In how many comments of each kind a word stood; `weight` is the logarithm of its odds of spam."""

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
    """How likely the text is spam, the words that most suggest it, and links known from spam alone."""

    probability: float
    words: list[WeighedWord]
    spam_links: list[WeighedWord]

    @property
    def percent(self) -> int:
        """Never 0 or 100: it is an estimate."""
        return min(99, max(1, round(self.probability * 100)))


def tokens(text: str) -> Tokens:
    """The different words of a text in small letters, and a token for each host that it links to."""
    hosts, rest = split_links(storable(text))
    links = [LINK, *(f"{LINK}{host}"[:MAX_WORD] for host in hosts)] if hosts else []
    words = links + _WORD.findall(normalise(rest))
    return frozenset(list(dict.fromkeys(words))[:MOST_WORDS])


def assess(text: str) -> Verdict | None:
    """None while too few comments were decided, or where too few words are known. One query.

    The odds start equal: how much spam a site gets says nothing about this text. As in Paul
    Graham, "A Plan for Spam" (2002), https://www.paulgraham.com/spam.html, only the most telling
    words are weighed. Counts are smoothed after Laplace.
    """
    rows = WordCount.objects.filter(word__in=["", *tokens(text)]).values_list("word", "approved", "spam")
    counts = {word: (approved, spam) for word, approved, spam in rows}
    all_approved, all_spam = counts.pop("", (0, 0))
    if min(all_approved, all_spam) < ENOUGH_OF_EACH:
        return None
    known = [
        WeighedWord(word, approved, spam, _weight(approved, spam, all_approved, all_spam))
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
    """`odds` is a logarithm; it is bounded because exp() of a large number raises an error."""
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))


def catch_up() -> int:
    """Learn every decision that is not counted yet, those that an earlier call missed included.

    Called after a decision's transaction. Where the database is too busy, the next call catches up.
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
    # Whoever holds the counts must not wait for a comment. A comment that is locked now is learned
    # by the call that follows its own transaction.
    rows = Comment.objects.select_for_update(skip_locked=True, of=("self",)).filter(TO_LEARN).order_by("pk")
    comments = list(rows.only("text", "status", "learned")[:BATCH])
    change: Change = Counter()
    for comment in comments:
        kind = comment.status if comment.status in KINDS else ""
        _count(change, comment.text, before=comment.learned, after=kind)
        comment.learned = kind
    Comment.objects.bulk_update(comments, ["learned"])
    _apply(change)
    return len(comments)


@transaction.atomic
def unlearn(comments: Iterable[Comment]) -> None:
    """Take comments out of the counts, before their words change or their rows are deleted.

    Called in the transaction of that change and after all its other locks, because whoever waits
    for the counts must have nothing else to wait for.
    """
    given = list(comments)
    rows = Comment.objects.select_for_update(of=("self",)).filter(pk__in=[comment.pk for comment in given])
    # All rows are locked: a comment that is not learned yet could be learned just before it is deleted.
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
        # The caller may save this object, which must not bring the old value back.
        comment.learned = ""


@transaction.atomic
def outlive(comments: Iterable[Comment]) -> None:
    """Let the words of spam stay counted when its rows are deleted, except those that stood only there.

    Such a word could be a name or a number, and says nothing of other spam. Called as unlearn() is.
    """
    words = {word for comment in comments if comment.learned == Status.SPAM for word in tokens(comment.text)}
    _lock_counts()
    WordCount.objects.filter(word__in=words, approved=0, spam=1).delete()


@transaction.atomic
def rebuild() -> int:
    """Count all learned comments anew; returns how many there are.

    Nothing can be learned meanwhile, so run it in a quiet hour. It holds the words of one batch in
    memory.
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
    """Only one transaction at a time changes counts, so the order of their rows can block nobody."""
    WordCount.objects.get_or_create(word="")
    WordCount.objects.select_for_update().get(word="")


def _count(change: Change, text: str, *, before: str, after: str) -> None:
    """A rating without words is not counted: it teaches nothing."""
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
    # When a comment is deleted, none of its words may stay in the database.
    WordCount.objects.filter(word__in=words, approved=0, spam=0).exclude(word="").delete()
