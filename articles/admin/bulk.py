"""The actions of the article list: each calls one verb, for one article after the other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin import ModelAdmin
from django.db import OperationalError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from articles import publishing
from articles.admin.bulk_forms import BulkPublishForm
from articles.admin.states import progress_of, state_of, with_states
from articles.checks import blocking
from articles.composing.backlinks import count_pages_pointing_to
from articles.composing.compose import compose
from articles.models import Article
from articles.publishing.review import is_approved

if TYPE_CHECKING:
    from articles.admin.states import ArticleWithStates

# The editor waits while all of them are rendered.
MOST = 100
# A few tell an editor why. The article's own pages list all of them.
REASONS = 3
IN_WORDS: dict[type[Exception], str] = {
    publishing.NotApproved: "Nobody has approved this text.",
    publishing.TextChanged: "It was changed meanwhile.",
    publishing.NothingToWithdraw: "Readers do not see it, and nothing is scheduled.",
    Article.DoesNotExist: "It was deleted meanwhile.",
    # Somebody holds the lock for too long. If the database were away, the whole page would fail anyway.
    OperationalError: "Somebody else is saving it just now. Try again.",
}
REFUSALS: tuple[type[Exception], ...] = (
    *(publishing.NotAllowed, publishing.WrongStage, publishing.NotReady),
    *IN_WORDS,
)

Verb = Callable[[Article], Any]
Blocked = list[tuple[Article, list[str]]]


@dataclass(frozen=True)
class Ready:
    """An article as the confirmation lists it, with the number of pages that lead to it."""

    article: Article
    standing: str
    pages: int


@admin.action(description="Hand in for review", permissions=["change"])
def submit_selected(model_admin: ModelAdmin, request: HttpRequest, queryset: QuerySet[Article]) -> None:
    for_each(request, queryset, lambda each: publishing.submit(each, by=request.user), "handed in")


@admin.action(description="Approve", permissions=["approve"])
def approve_selected(model_admin: ModelAdmin, request: HttpRequest, queryset: QuerySet[Article]) -> None:
    for_each(request, queryset, lambda each: publishing.approve(each, by=request.user), "approved")


@admin.action(description="Publish now…", permissions=["publish"])
def publish_selected(
    model_admin: ModelAdmin, request: HttpRequest, queryset: QuerySet[Article]
) -> HttpResponse | None:
    if too_many(request, queryset):
        return None
    confirmed = "confirmed" in request.POST
    form = BulkPublishForm(queryset, request.POST if confirmed else None)
    if confirmed and form.is_valid():
        release = form.release
        for_each(
            request,
            queryset,
            lambda each: publishing.publish(each, by=request.user, release=release),
            "published",
        )
        return None
    ready, blocked = part(with_states(queryset), what_blocks_publishing)
    return _confirm(model_admin, request, "publish", ready, blocked, form=form)


@admin.action(description="Withdraw…", permissions=["publish"])
def withdraw_selected(
    model_admin: ModelAdmin, request: HttpRequest, queryset: QuerySet[Article]
) -> HttpResponse | None:
    if too_many(request, queryset):
        return None
    if "confirmed" in request.POST:
        for_each(request, queryset, lambda each: publishing.withdraw(each, by=request.user), "withdrawn")
        return None
    ready, blocked = part(with_states(queryset), what_blocks_withdrawing)
    return _confirm(model_admin, request, "withdraw", ready, blocked)


def _confirm(
    model_admin: ModelAdmin,
    request: HttpRequest,
    verb: str,
    ready: "list[ArticleWithStates]",
    blocked: Blocked,
    **more: Any,
) -> HttpResponse:
    # Only withdrawing leaves links in other pages that lead nowhere.
    pages = count_pages_pointing_to(ready) if verb == "withdraw" else {}
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": f"{verb.capitalize()} articles",
        "ready": [Ready(each, standing_in_words(each), pages.get(each.pk, 0)) for each in ready],
        "blocked": blocked,
        "action": f"{verb}_selected",
        **more,
    }
    return TemplateResponse(request, f"admin/articles/article/{verb}_selected.html", context)


def standing_in_words(article: "ArticleWithStates") -> str:
    return f"{state_of(article)}. Working copy: {progress_of(article).lower()}."


def too_many(request: HttpRequest, articles: QuerySet[Article]) -> bool:
    """Return whether the editor chose too many articles, and show a message if so."""
    # A request may name any number of articles, so counting stops at one too many.
    found = articles.order_by().values("pk")[: MOST + 1].count() > MOST
    if found:
        messages.error(request, f"Choose at most {MOST} articles at once. Nothing was changed.")
    return found


def for_each(request: HttpRequest, articles: QuerySet[Article], verb: Verb, done: str) -> None:
    """Each verb is a transaction of its own: if it refuses one article, the others go on."""
    if too_many(request, articles):
        return
    count, refusals = 0, []
    for article in articles:
        try:
            verb(article)
        except REFUSALS as error:
            refusals.append(f"“{article}”: {' '.join(reasons(error))}")
        else:
            count += 1
    tried = count + len(refusals)
    how_many = f"{count} of {tried}" if refusals else f"{count}"
    level = messages.SUCCESS if count else messages.WARNING
    messages.add_message(request, level, f"{how_many} article{'' if tried == 1 else 's'} {done}.")
    for refusal in refusals:
        messages.warning(request, refusal)


def reasons(error: Exception) -> list[str]:
    """Why a verb did nothing, in sentences."""
    if isinstance(error, publishing.NotReady):
        return in_sentences(error.problems)
    return [next((words for kind, words in IN_WORDS.items() if isinstance(error, kind)), str(error))]


def in_sentences(problems: Iterable[object]) -> list[str]:
    found = [str(problem) for problem in problems]
    more = len(found) - REASONS
    return [*found[:REASONS], *([f"And {more} more."] if more > 0 else [])]


def part(
    articles: "Iterable[ArticleWithStates]", what_blocks: "Callable[[ArticleWithStates], list[str]]"
) -> "tuple[list[ArticleWithStates], Blocked]":
    """The articles that are ready, and the others with what blocks each."""
    ready: list[ArticleWithStates] = []
    blocked: Blocked = []
    for article in articles:
        if found := what_blocks(article):
            blocked.append((article, found))
        else:
            ready.append(article)
    return ready, blocked


def what_blocks_publishing(article: Article) -> list[str]:
    found = [] if is_approved(article) else [IN_WORDS[publishing.NotApproved]]
    return found + in_sentences(blocking(compose(article)))


def what_blocks_withdrawing(article: "ArticleWithStates") -> list[str]:
    return [] if article.is_live or article.is_scheduled else [IN_WORDS[publishing.NothingToWithdraw]]
