"""Stores a planned import: everything in one transaction, or nothing.

Nobody gets a letter: neither writers, whose addresses the site never asked, nor moderators, whom the
operator tells. Ratings come from our own files alone.
"""

from collections.abc import Iterator

from django.db import IntegrityError, OperationalError, connection, transaction

from articles.drafts.locking import TEXTS, lock_articles
from articles.models import Article, Edition
from articles.search.dangers import dangers_in
from articles.search.dangers.rules import Rules, current
from comments import moderation
from comments.exchange.cleaning import ExchangeChoices
from comments.exchange.formats import FORMATS
from comments.exchange.opening import Unreadable
from comments.exchange.planning import CommentPlan, PlannedComment, is_approved
from comments.exchange.record import OwnDetails, Standing
from comments.mail import digest
from comments.models import Action, Comment, Decision, Status
from comments.rendering import text_html
from comments.spam import bayes, checks

BATCH = 500
# The checks of words cost a query for each comment.
MOST_CHECKED = 10_000
NOT_CHECKED = f"Not checked: an import checks its first {MOST_CHECKED:,} held comments."
NEXT_NUMBERS = """
SELECT nextval(pg_get_serial_sequence('comments_comment', 'id')) FROM generate_series(1, %s)
"""
# auto_now_add sets the moment of the import when a row is made.
SET_MOMENTS = """
UPDATE comments_comment SET created_at = given.at
FROM unnest(%s::bigint[], %s::timestamptz[]) AS given (id, at) WHERE comments_comment.id = given.id
"""


class _ImportDangers:
    """What may mean danger in planned comments, with the rules and the animals of pages read once."""

    def __init__(self, plan: CommentPlan) -> None:
        self._rules: Rules = current()
        editions = Edition.objects.filter(pk__in={one.place.edition for one in plan.new})
        rows = editions.only("pk").prefetch_related("species")
        self._animals = {edition.pk: edition.animals for edition in rows}

    def names(self, one: PlannedComment) -> list[str]:
        animals = self._animals.get(one.place.edition, ())
        return [danger.name for danger in dangers_in(one.source.text, animals, self._rules)]


def count_dangers(plan: CommentPlan) -> None:
    """Note in the report how many new comments may mean danger, for a run that stores nothing."""
    found = _ImportDangers(plan)
    wanted = (one for one in plan.new if one.source.standing is not Standing.DELETED)
    plan.report.urgent = sum(bool(found.names(one)) for one in wanted)


def store(plan: CommentPlan, choices: ExchangeChoices) -> None:
    """Store all new comments of the plan. Raises Unreadable where an article or a comment changed since."""
    comments = list(_Maker(plan, choices).made())
    plan.report.urgent = sum(comment.is_urgent for comment in comments)
    try:
        _store(comments, plan)
    except IntegrityError as error:
        raise Unreadable(
            "Comments changed while the file was read, perhaps by another import. Nothing was stored: start "
            "again."
        ) from error
    except OperationalError as error:
        reason = str(error).partition("\n")[0]
        raise Unreadable(f"The database is busy, and nothing was stored ({reason}). Start again.") from error


@transaction.atomic
def _store(comments: list[Comment], plan: CommentPlan) -> None:
    _number(comments, plan.new)
    moments = [(comment.pk, comment.created_at) for comment in comments]
    Comment.objects.bulk_create(comments, batch_size=BATCH)
    with connection.cursor() as cursor:
        for start in range(0, len(moments), BATCH):
            numbers, times = zip(*moments[start : start + BATCH], strict=True)
            cursor.execute(SET_MOMENTS, [list(numbers), list(times)])
    approved = [comment for comment in comments if comment.status == Status.APPROVED]
    for start in range(0, len(approved), BATCH):
        # As for a comment that the site approved by itself: held before, so that it can be undone.
        Decision.objects.bulk_create(
            Decision.on(comment, Action.APPROVE, by=None, before=Status.HELD, after=Status.APPROVED)
            for comment in approved[start : start + BATCH]
        )
    # Locked only now, as when a reader sends a comment: nobody waits for the rows of a whole file.
    wanted = {one.place.article for one in plan.new}
    for article in lock_articles(Article.objects.filter(pk__in=wanted).defer(*TEXTS)):
        moderation.recount(article)
    digest.expect(sum(comment.status == Status.HELD for comment in comments))


def _number(comments: list[Comment], planned: list[PlannedComment]) -> None:
    """Give each its number before it is stored, so that replies can name their comment in any order."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBERS, [len(comments)])
        numbers = sorted(number for (number,) in cursor.fetchall())
    for comment, one, number in zip(comments, planned, numbers, strict=True):
        comment.pk = one.row = number
    named = {other.row for one in planned for other in (one.top, one.answers) if other and other.row}
    rows = Comment.objects.filter(pk__in=named.difference(numbers)).values_list("pk", "parent", "article")
    # What was imported before may stand under another comment, or another article, by now.
    tops = {pk: (parent or pk, article) for pk, parent, article in rows}
    for comment, one in zip(comments, planned, strict=True):
        if one.top and one.top.row:
            top, article = tops.get(one.top.row, (one.top.row, one.place.article))
            comment.parent_id = top if article == comment.article_id else None
    threads = {pk: top for pk, (top, _) in tops.items()}
    threads |= {comment.pk: comment.parent_id or comment.pk for comment in comments}
    for comment, one in zip(comments, planned, strict=True):
        answered = one.answers.row if one.answers else None
        is_near = answered is not None and threads.get(answered) == comment.parent_id
        comment.answers_id = answered if is_near else comment.parent_id


def learn() -> int:
    """Count the words of what was approved, for the spam checks; returns of how many comments."""
    learned = 0
    while some := bayes.catch_up():
        learned += some
    return learned


class _Maker:
    """Makes rows of planned comments, with what the checks say of them; saves nothing."""

    def __init__(self, plan: CommentPlan, choices: ExchangeChoices) -> None:
        self._plan, self._choices = plan, choices
        self._dangers = _ImportDangers(plan)
        self._checks = checks.of_words()
        self._checked = 0

    def made(self) -> Iterator[Comment]:
        return (self._row(one) for one in self._plan.new)

    def _row(self, one: PlannedComment) -> Comment:
        source = one.source
        comment = Comment(
            article_id=one.place.article,
            edition_id=one.place.edition,
            submission=one.submission,
            name=source.name,
            text=source.text,
            html=text_html(source.text) if source.text else "",
            email=source.email,
            created_at=one.at,
            status=self._status(one),
        )
        if source.own:
            _add_own(comment, source.own, is_reply=one.top is not None)
        if comment.status != Status.HELD:
            # Elsewhere readers saw it long ago: feeds must not give a whole file out as news.
            comment.decided_at = one.at
        if comment.status != Status.REMOVED:
            self._judge(comment, one)
        return comment

    def _status(self, one: PlannedComment) -> Status:
        if one.source.standing is Standing.DELETED:
            return Status.REMOVED
        return Status.APPROVED if is_approved(one, self._choices) else Status.HELD

    def _judge(self, comment: Comment, one: PlannedComment) -> None:
        comment.dangers = self._dangers.names(one)
        comment.is_urgent = bool(comment.dangers)
        origin = f"Imported from {FORMATS[self._plan.system].NAME}: {one.source.standing.value}."
        comment.findings = [{"check": checks.CheckKind.IMPORT, "points": 0, "words": origin}]
        if comment.status == Status.HELD:
            self._check_words(comment, one.top)

    def _check_words(self, comment: Comment, top: PlannedComment | None) -> None:
        self._checked += 1
        if self._checked > MOST_CHECKED:
            comment.findings.append({"check": checks.CheckKind.IMPORT, "points": 0, "words": NOT_CHECKED})
            return
        draft = checks.Draft(
            article=Article(pk=comment.article_id),
            text=comment.text,
            name=comment.name,
            email=comment.email,
            parent=Comment(article_id=comment.article_id, text=top.source.text) if top else None,
            pet=comment.pet,
        )
        assessment = checks.assess(draft, self._checks)
        comment.score = assessment.score
        comment.findings.extend(assessment.suspicions)


def _add_own(comment: Comment, own: OwnDetails, *, is_reply: bool) -> None:
    comment.pet, comment.badge, comment.helpful_count = own.pet, own.badge, own.helpful
    comment.edited_at = own.edited_at
    if own.rating and not is_reply and comment.status != Status.REMOVED:
        comment.rating = own.rating
        if not own.rates_present_text:
            # Of which text it spoke is not known, so it counts for none.
            comment.edition_id = None
