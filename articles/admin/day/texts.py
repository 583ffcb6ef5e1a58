"""The articles that wait for somebody, with what their rows say."""

import math
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Prefetch, QuerySet, Value
from django.db.models.functions import Length, Replace
from django.urls import reverse
from django.utils.text import capfirst

from articles.admin.day.offers import Waiting
from articles.admin.list_parts import in_short, lead_of, with_lead_picture
from articles.days import when
from articles.models import Article, Edition, SignOff
from articles.names import OPERATOR_OR_GONE, name_of_actor
from articles.publishing.steps import ReviewStep, read_reason, took
from articles.rendering.render import WORDS_PER_MINUTE

DONE = {
    ReviewStep.SENT_BACK: "sent it back",
    ReviewStep.HANDED_IN: "handed it in",
    ReviewStep.APPROVED: "approved it",
}
MAX_REMARK = 90


def load(keys: Iterable[Any]) -> dict[Any, Article]:
    """Fetch these articles with pictures, live editions, signatures and last steps; five queries."""
    spaces = Length("body") - Length(Replace("body", Value(" "), Value("")))
    articles = (
        Article.objects.filter(pk__in=keys)
        .select_related("owner", "submitted_by")
        .only(*("title", "stage", "digest", "changed_at"), *_names_of("owner"), *_names_of("submitted_by"))
        .annotate(spaces=spaces)
        .prefetch_related(
            with_lead_picture(),
            Prefetch("editions", in_short(Edition.objects.live()), to_attr="live_editions"),
            Prefetch("sign_offs", SignOff.objects.only("article", "digest", "name", "vet"), to_attr="signed"),
        )
    )
    found: dict[Any, Any] = {article.pk: article for article in articles}
    for step in _last_steps(list(found)):
        found[step["id"]].last_step = step
    return found


def minutes_of(article: Any) -> int:
    """Return how long the text takes to read, by its spaces: the very words would have to be rendered."""
    spaces: int = article.spaces
    return max(1, math.ceil(spaces / WORDS_PER_MINUTE))


def row_of(article: Any, *, kind: str, verb: str, page: str, facts: str, minutes: int = 0) -> Waiting:
    """Return the row that leads to `page`, the end of the name of one of the admin's pages."""
    url = reverse(f"admin:articles_article_{page}", args=[article.pk])
    return Waiting(kind, article.title, url, facts, verb, picture=lead_of(article), minutes=minutes)


def step_in_words(article: Any, otherwise: str) -> str:
    """Return who took the last step with the text and when, and what they said about it.

    `otherwise` is told where the history does not know.
    """
    step = getattr(article, "last_step", None)
    taken = step and read_reason(step["history_change_reason"])
    if step is None or not taken:
        return otherwise
    name = " ".join(filter(None, (step["history_user__first_name"], step["history_user__last_name"])))
    who = name or step["history_user__username"] or capfirst(OPERATOR_OR_GONE)
    verb, remark = DONE[taken[0]], taken[1]
    if len(remark) > MAX_REMARK:
        remark = f"{remark[:MAX_REMARK].rsplit(' ', 1)[0]} …"
    said = f": “{remark}”" if remark else ""
    return f"{who} {verb} {when(step['history_date'])}{said}"


def signature_in_words(article: Any) -> str:
    name = next((one.name for one in article.signed if one.digest == article.digest), "")
    return f"signed by {name}" if name else "no vet has signed it"


def handed_in_by(article: Article) -> str:
    return f"{name_of_actor(article.submitted_by, begins=True)} handed it in"


def _names_of(relation: str) -> list[str]:
    return [f"{relation}__{name}" for name in ("username", "first_name", "last_name")]


def _last_steps(keys: list[Any]) -> Iterable[dict[str, Any]]:
    """Of each article the last of these steps, which is the one that brought it where it stands."""
    rows: QuerySet[Any] = Article.history.filter(took(*ReviewStep), id__in=keys)
    names = [f"history_user__{name}" for name in ("first_name", "last_name", "username")]
    return (
        rows.order_by("id", F("history_date").desc(), F("history_id").desc())
        .distinct("id")
        .values("id", "history_change_reason", "history_date", *names)
    )
