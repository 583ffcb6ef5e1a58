"""What waits for the person who opens the admin's first page."""

from collections.abc import Iterator

from django.urls import reverse

from articles.admin.emergency import OVERDUE, to_check_again
from articles.admin.filters import broken_references
from articles.admin.paginator import CAP
from articles.admin.signed_rows import unsigned
from articles.admin.tiles import Tile, tile
from articles.models import Article, EmergencySign, Picture, PoisonLine, SymptomCheck
from articles.models.article import Stage
from articles.pictures.usage import used_nowhere
from articles.publishing import check_lists, worklists
from articles.roles import APPROVE, CHANGE, EDIT_ANY, PUBLISH, SIGN, Person, may, reads_any
from articles.search.log import board

DELETE_PICTURE = "articles.delete_picture"
VIEW_CHECKS = "articles.view_symptomcheck"
CHANGE_CHECKS = "articles.change_symptomcheck"
VIEW_SEARCHES = "articles.view_searchcount"
CHANGE_LINE = "articles.change_poisonline"
VIEW_SIGNS = "articles.view_emergencysign"


def tiles_for(person: Person) -> list[Tile]:
    """Only what the person may act on. A tile costs the same queries however many rows there are."""
    of_all = _of_all(person) if reads_any(person) else ()
    return [
        *of_all,
        *_own(person),
        *_emergencies(person),
        *_checks(person),
        *_pictures(person),
        *_searches(person),
    ]


def _own(person: Person) -> Iterator[Tile]:
    if not may(person, CHANGE):
        return
    mine = worklists.owned_by(person)(Article.objects.all())
    for name, stage in (("Sent back to you", Stage.SENT_BACK), ("You are writing", Stage.WRITING)):
        yield tile(name, worklists.at_stage(stage)(mine), owner="me", stage__exact=stage)


def _of_all(person: Person) -> Iterator[Tile]:
    articles = Article.objects.all()
    if may(person, APPROVE):
        in_review = worklists.at_stage(Stage.IN_REVIEW)(articles)
        yield tile("Waiting for review", in_review, stage__exact=Stage.IN_REVIEW)
    if may(person, SIGN, PUBLISH):
        yield tile("Waiting for a vet’s signature", worklists.awaiting_signature(articles), vet="waiting")
    if may(person, PUBLISH):
        approved = worklists.at_stage(Stage.APPROVED)(articles)
        yield tile("Approved, not yet published", approved, stage__exact=Stage.APPROVED)
        yield tile("Scheduled", worklists.scheduled(articles), readers="scheduled")
    if may(person, SIGN, PUBLISH):
        yield tile("Live without a signature", worklists.live_unsigned(articles), vet="live-unsigned")
        yield tile("Review overdue", worklists.review_overdue(articles), vet="overdue")
    if may(person, EDIT_ANY):
        yield tile("Broken references", broken_references(articles), references="broken")


def _emergencies(person: Person) -> Iterator[Tile]:
    if may(person, CHANGE_LINE):
        lines = to_check_again(PoisonLine.objects.all())
        yield tile("Poison lines to check again", lines, check=OVERDUE)
    if may(person, SIGN) and may(person, VIEW_SIGNS):
        yield tile("Signs without a vet’s signature", unsigned(EmergencySign.objects.all()), vet="unsigned")


def _checks(person: Person) -> Iterator[Tile]:
    if not may(person, VIEW_CHECKS):
        return
    checks = SymptomCheck.objects.all()
    for name, stage, acts in (
        ("Checks sent back", Stage.SENT_BACK, CHANGE_CHECKS),
        ("Checks waiting for review", Stage.IN_REVIEW, APPROVE),
        ("Checks approved, not yet published", Stage.APPROVED, PUBLISH),
    ):
        if may(person, acts):
            yield tile(name, check_lists.at_stage(checks, stage), stage__exact=stage)
    if may(person, SIGN, PUBLISH):
        waiting = check_lists.awaiting_signature(checks)
        yield tile("Checks without a vet’s signature", waiting, vet="unsigned")


def _pictures(person: Person) -> Iterator[Tile]:
    if may(person, DELETE_PICTURE):
        yield tile("Pictures used nowhere", used_nowhere(Picture.objects.all()), use="nowhere")


def _searches(person: Person) -> Iterator[Tile]:
    if may(person, VIEW_SEARCHES):
        days = board.USUAL_PERIOD
        number = board.count_up_to(CAP, board.Which.NOTHING_FOUND, days)
        url = f"{reverse('admin:articles_searchcount_changelist')}?days={days}#{board.Which.NOTHING_FOUND}"
        yield Tile(f"Searched, nothing found ({days} days)", number, url)
