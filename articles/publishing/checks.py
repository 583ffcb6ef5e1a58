"""The verbs that bring a 60-second check to readers or take it from them.

As with articles, nobody approves words of their own that nobody else read: `writers` are those who changed
the text or handed it in. Whoever hands in a text that they read stands for it in place of its earlier
writers, and a text that is again as published has none. An approval holds for one exact text, and each verb
keeps a version. `by=None` is the operator: imports.
"""

from collections.abc import Collection

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.events import Happening, TextEvent, announce
from articles.models import CheckVersion, SymptomCheck
from articles.models.article import BOUND_STAGES, Stage
from articles.models.text_lines import tidy_lines
from articles.publishing.deciding import ONLY_EDITORS
from articles.publishing.errors import NotApproved, NothingToWithdraw, NotReady, TextChanged, WrongStage
from articles.publishing.steps import ReviewStep, reason
from articles.roles import APPROVE, PUBLISH, SIGN, NotAllowed, Person, logins_with, may, require
from articles.triage.finding import terms_as_query
from articles.triage.problems import problems_of
from articles.triage.rows import write_rows

CHANGE_CHECK = "articles.change_symptomcheck"
OWN_CHECK = (
    "You changed this check or handed it in since it was last published, so somebody else approves it. Or "
    "send it back: once somebody else has read it and hands it in again, you may. On a site with a single "
    "editor, SELF_APPROVAL=yes in its settings lifts this."
)


@transaction.atomic
def record(check: SymptomCheck, *, by: Person, why: str = "") -> SymptomCheck:
    """Keep what the rows say now as a version, and end an approval of what they said before.

    To be called after every save of the check or one of its questions.
    """
    check = lock_check(check)
    digest = check.text_digest()
    if digest == check.digest:
        return check
    before, check.digest = check.digest, digest
    is_as_published = check.published is not None and check.published.digest == digest
    check.stage = Stage.PUBLISHED if is_as_published else Stage.WRITING
    check.save(update_fields=["digest", "stage"])
    if is_as_published:
        check.writers.clear()
    else:
        _is_by(check, by)
    _keep(check, by=by, why=why or "Changed")
    announce(TextEvent(Happening.CHANGED, check, by, digest_before=before))
    return check


@transaction.atomic
def submit_check(check: SymptomCheck, *, by: Person, digest: str | None = None) -> None:
    """Hand the check in for review. Raises NotAllowed, WrongStage or TextChanged.

    `digest` is that of the text the person read. With it they stand for what others wrote.
    """
    require(by, CHANGE_CHECK, otherwise="Only those who may change a check hand it in.")
    check = record(check, by=by)
    if check.stage not in {Stage.WRITING, Stage.SENT_BACK}:
        raise WrongStage(_is_already(check))
    if digest is not None and digest != check.digest:
        raise TextChanged
    if digest is not None:
        # Two have read what the others wrote: those others, and whoever hands it in.
        check.writers.clear()
    _is_by(check, by)
    _set(check, Stage.IN_REVIEW, by=by, why=ReviewStep.HANDED_IN)
    _announce(Happening.HANDED_IN, check, by)


@transaction.atomic
def send_check_back(check: SymptomCheck, *, by: Person, remarks: str) -> None:
    """Return a check to its writers, and say what to mend. Raises NotAllowed or WrongStage."""
    require(by, APPROVE, SIGN, otherwise="Only editors and vets send a check back.")
    check = record(check, by=by)
    if check.stage not in {Stage.IN_REVIEW, Stage.APPROVED}:
        raise WrongStage("Only a check in review can be sent back.")
    _set(check, Stage.SENT_BACK, by=by, why=reason(ReviewStep.SENT_BACK, remarks))
    _announce(Happening.SENT_BACK, check, by, remarks.strip())


@transaction.atomic
def approve_check(check: SymptomCheck, *, by: Person, digest: str) -> None:
    """Approve the text with this digest. Raises NotAllowed, WrongStage or TextChanged."""
    require(by, APPROVE, otherwise=ONLY_EDITORS)
    check = record(check, by=by)
    if digest != check.digest:
        raise TextChanged
    if check.stage != Stage.IN_REVIEW:
        raise WrongStage("Only a check in review can be approved.")
    if _is_bound(check, by):
        raise NotAllowed(OWN_CHECK)
    check.approved_digest = check.digest
    check.save(update_fields=["approved_digest"])
    _set(check, Stage.APPROVED, by=by, why=ReviewStep.APPROVED)
    _announce(Happening.APPROVED, check, by)


@transaction.atomic
def publish_check(
    check: SymptomCheck, *, by: Person, note: str = "", together: Collection[str] = ()
) -> CheckVersion:
    """Show the present text to readers. Raises NotAllowed, NotReady or NotApproved.

    `together` names checks that are published in the same breath: questions may lead to them.
    """
    require(by, PUBLISH, otherwise=ONLY_EDITORS)
    check = record(check, by=by)
    if problems := problems_of(check.content(), together):
        raise NotReady(problems)
    if by is not None and not is_check_approved(check):
        raise NotApproved
    # Before the version is kept, since which nobody has changed anything.
    people = people_of_check(check)
    version = _keep(check, by=by, why=f"Published: {note}" if note else "Published", published=True)
    check.published = version
    check.approved_digest = check.digest
    check.stage = Stage.PUBLISHED
    check.found_by = terms_as_query(check.title, tidy_lines(check.also))
    check.save(update_fields=["published", "approved_digest", "stage", "found_by"])
    announce(TextEvent(Happening.PUBLISHED, check, by, remarks=note, writers=people, outcome=version))
    check.writers.clear()
    return version


@transaction.atomic
def withdraw_check(check: SymptomCheck, *, by: Person) -> None:
    """Take the check from readers.

    Raises NotAllowed, NothingToWithdraw, or WrongStage while another check leads to this one.
    """
    require(by, PUBLISH, otherwise=ONLY_EDITORS)
    check = lock_check(check)
    if check.published is None:
        raise NothingToWithdraw
    for version in CheckVersion.objects.filter(live_for__isnull=False).exclude(check_of=check):
        if any(entry.get("goes_to") == check.slug for entry in version.content["questions"]):
            raise WrongStage(f"The check “{version.content['title']}” leads to this one: change that first.")
    check.published = None
    check.save(update_fields=["published"])
    _set(check, Stage.WRITING, by=by, why="Withdrawn")


@transaction.atomic
def restore_check(check: SymptomCheck, version: CheckVersion, *, by: Person) -> SymptomCheck:
    """Write an earlier version back into the working copy. Raises NotAllowed."""
    require(by, CHANGE_CHECK, otherwise="Only those who may change a check restore it.")
    check = lock_check(check)
    write_rows(check, version.content)
    check = record(check, by=by, why=f"Restored from version {version.number}")
    if check.stage != Stage.PUBLISHED:
        # The words stay theirs who wrote them.
        check.writers.add(*_wrote(check, until=version.number))
    return check


def people_of_check(check: SymptomCheck) -> frozenset[int]:
    """Return the logins that wrote or handed in the present text: they hear what becomes of it."""
    return frozenset(_wrote(check)) | frozenset(check.writers.values_list("pk", flat=True))


def _wrote(check: SymptomCheck, until: int | None = None) -> set[int]:
    """Return who changed the text since it was published last, until now or until that version."""
    rows = check.versions.order_by("number")
    if until is not None:
        rows = rows.filter(number__lte=until)
    people, before = set[int](), ""
    for digest, person, published_at in rows.values_list("digest", "saved_by", "published_at"):
        if published_at is not None:
            people.clear()
        elif digest != before and person is not None:
            people.add(person)
        before = digest
    return people


def _is_by(check: SymptomCheck, by: Person) -> None:
    """Count the person among those who may not approve what is published next."""
    if by is not None and by.pk:
        check.writers.add(by.pk)


def is_writer(check: SymptomCheck, by: Person) -> bool:
    return bool(by and by.pk and check.writers.filter(pk=by.pk).exists())


def _is_bound(check: SymptomCheck, by: Person) -> bool:
    """Whether the words are the person's own, so that somebody else approves them."""
    return is_writer(check, by) and not settings.SELF_APPROVAL


def may_approve_check(check: SymptomCheck, person: Person) -> bool:
    """Whether the check is in review and `person` may approve it."""
    return check.stage == Stage.IN_REVIEW and may(person, APPROVE) and not _is_bound(check, person)


def who_may_approve_check(check: SymptomCheck) -> QuerySet[User]:
    """Return the people who may approve the present text once it is in review."""
    people = logins_with(APPROVE)
    return people if settings.SELF_APPROVAL else people.exclude(pk__in=check.writers.all())


def is_check_approved(check: SymptomCheck) -> bool:
    return check.stage in BOUND_STAGES and check.approved_digest == check.digest


def lock_check(check: SymptomCheck) -> SymptomCheck:
    """Read the check again, so that a decision holds for what is stored, and lock it until the end."""
    return (
        SymptomCheck.objects.select_for_update(of=("self",), no_key=True)
        .select_related("published")
        .get(pk=check.pk)
    )


def _set(check: SymptomCheck, stage: Stage, *, by: Person, why: str) -> None:
    check.stage = stage
    check.save(update_fields=["stage"])
    _keep(check, by=by, why=why)


def _keep(check: SymptomCheck, *, by: Person, why: str, published: bool = False) -> CheckVersion:
    last = check.versions.values_list("number", flat=True).first() or 0
    now = timezone.now()
    return check.versions.create(
        number=last + 1,
        content=check.content(),
        digest=check.digest,
        why=why[:300],
        saved_by_id=by.pk if by else None,
        saved_at=now,
        published_at=now if published else None,
    )


def _announce(what: Happening, check: SymptomCheck, by: Person, remarks: str = "") -> None:
    announce(TextEvent(what, check, by, remarks=remarks, writers=people_of_check(check)))


def _is_already(check: SymptomCheck) -> str:
    return f"This check is already {Stage(check.stage).label.lower()}."
