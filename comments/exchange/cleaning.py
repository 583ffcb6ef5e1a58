"""Makes comments of elsewhere fit the site's own columns, and says of each that does not why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from articles.characters import cut_piles, is_blank, one_line
from articles.machines.plain_text import writable
from comments.exchange.opening import Unreadable
from comments.exchange.plain_text import beginning
from comments.exchange.record import SourceComment, Standing
from comments.exchange.report import MOST_OF_AN_ADDRESS, ExchangeReport
from comments.models import MAX_EMAIL, MAX_NAME, MAX_TEXT

# Kept in memory, so that a file is imported whole or not at all.
MOST_COMMENTS = 100_000
MOST_OF_A_KEY = 500
# No comment under an article is older than the web.
EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
# Clocks of servers are seldom far off.
AHEAD = timedelta(hours=1)
REFUSE, SKIP, CUT = "refuse", "skip", "cut"


@dataclass(frozen=True)
class ExchangeChoices:
    """What the operator chose. `long_texts` is REFUSE, SKIP or CUT."""

    approved: bool = False
    long_texts: str = REFUSE
    with_addresses: bool = True
    skip_unknown: bool = False
    skip_broken: bool = False


class Cleaner:
    """Cleans the comments of one file, one after the other; `report` gets what it changes and leaves out."""

    def __init__(self, choices: ExchangeChoices, nameless: str, report: ExchangeReport) -> None:
        self._choices, self._nameless, self._report = choices, nameless, report
        self._seen: dict[str, tuple[object, ...]] = {}
        self._latest = timezone.now() + AHEAD

    def cleaned(self, comments: Iterable[SourceComment]) -> Iterator[SourceComment]:
        """All that replies may hang on: what is left out stays, without its words, to show who answered whom.

        Raises Unreadable where there are too many.
        """
        for comment in comments:
            self._report.found += 1
            if self._report.found > MOST_COMMENTS:
                raise Unreadable(f"The file has more than {MOST_COMMENTS:,} comments. Divide it.")
            if comment.standing is Standing.PINGBACK:
                self._leave_out(Standing.PINGBACK.value)
            elif problem := self._problem_with(comment):
                yield from self._broken(comment, problem)
            elif self._is_new(comment):
                yield self._fitted(comment)

    def _problem_with(self, comment: SourceComment) -> str:
        if not comment.key or len(comment.key) > MOST_OF_A_KEY:
            return "has no number by which it could be known again"
        if comment.standing is Standing.SPAM:
            return ""
        if comment.created_at is None:
            return f"has no date that can be read: “{one_line(comment.written_at)[:40]}”"
        if not EARLIEST <= comment.created_at <= self._latest:
            return f"is dated {comment.created_at:%Y-%m-%d %H:%M}, which cannot be"
        if self._seen.get(comment.key, _contents(comment)) != _contents(comment):
            return "has the number of another comment of the file"
        if len(comment.text) > MAX_TEXT and self._choices.long_texts == REFUSE:
            return f"is longer than {MAX_TEXT:,} characters (--long-texts says what to do with it)"
        return ""

    def _broken(self, comment: SourceComment, problem: str) -> Iterator[SourceComment]:
        where = one_line(comment.thread.address)[:MOST_OF_AN_ADDRESS]
        if self._choices.skip_broken:
            self._leave_out("broken")
        else:
            self._report.add_problem(f"Comment {one_line(comment.key)[:60] or '?'} of {where} {problem}.")
        if comment.key and comment.key not in self._seen:
            self._seen[comment.key] = _contents(comment)
            yield _without_words(comment)

    def _is_new(self, comment: SourceComment) -> bool:
        if comment.key in self._seen:
            self._leave_out("there twice")
            return False
        self._seen[comment.key] = _contents(comment)
        return True

    def _fitted(self, comment: SourceComment) -> SourceComment:
        if comment.standing is Standing.SPAM:
            self._leave_out(Standing.SPAM.value)
            return _without_words(comment)
        if comment.standing is Standing.DELETED:
            return replace(comment, name="", text="", email="", written_at="")
        # An answer rates nothing.
        is_rating = comment.own and comment.own.rating and not comment.parent
        if is_blank(comment.text) and not is_rating:
            self._leave_out("without a text")
            return _without_words(comment)
        if len(comment.text) > MAX_TEXT and self._choices.long_texts == SKIP:
            self._leave_out(f"longer than {MAX_TEXT:,} characters")
            return _without_words(comment)
        return replace(
            comment,
            name=self._name(comment),
            text=self._cut(cut_piles(comment.text), MAX_TEXT, "text cut"),
            email=self._email(comment.email),
            written_at="",
        )

    def _name(self, comment: SourceComment) -> str:
        name = one_line(writable(beginning(comment.name)))
        if comment.text and is_blank(name):
            self._report.changed["without a name"] += 1
            return self._nameless or "Anonymous"
        return self._cut(name, MAX_NAME, "name cut")

    def _email(self, given: str) -> str:
        email = given.strip().lower()
        if not email or not self._choices.with_addresses:
            return ""
        try:
            if len(email) <= MAX_EMAIL:
                validate_email(email)
                return email
        except ValidationError:
            pass
        self._report.changed["no e-mail address, because it was none"] += 1
        return ""

    def _cut(self, text: str, most: int, what: str) -> str:
        if len(text) <= most:
            return text
        self._report.changed[what] += 1
        return f"{text[: most - 1].rstrip()}…"

    def _leave_out(self, why: str) -> None:
        self._report.left_out[why] += 1


def _contents(comment: SourceComment) -> tuple[object, ...]:
    return (comment.thread.address, comment.parent, comment.created_at, hash(comment.text))


def _without_words(comment: SourceComment) -> SourceComment:
    return replace(comment, name="", text="", email="", written_at="", standing=Standing.LEFT_OUT)
