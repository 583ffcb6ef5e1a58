"""What the checks find in a text while somebody types it."""

import re
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from articles.checks import Finding, check
from articles.checks.readability import grade, length
from articles.checks.sentences import sentences_in
from articles.checks.spoken_of import words_in_line
from articles.composing.compose import compose
from articles.drafts.fields import typed_lines
from articles.models import Article, Reference
from articles.models.picture import KEY_PATTERN
from articles.models.primary_key import read_pk
from articles.names import name_of
from articles.one_at_a_time import one_at_a_time
from articles.publishing.remarks import PlacedRemark, unresolved
from articles.rendering import MAX_CHARACTERS
from articles.roles import readable
from articles.views.editor import EditorsOnly, refuse

# What a form sends as it is typed. Species, pictures and facts count as they are saved; of references the
# form sends the keys, since the text cites them a moment before they are saved.
TYPED = ("title", "standfirst", "description", "answer", "key_points", "urgency", "body")
MOST_KEYS = 500
TOO_MANY = "The checks of your last change are not done yet."


class ChecksView(EditorsOnly):
    """POST what is typed, with ?article=. Nothing is saved."""

    def post(self, request: HttpRequest) -> JsonResponse:
        pk = read_pk(request.GET.get("article", ""))
        mine = readable(Article.objects.select_related("author", "category"), request.user)
        article = mine.filter(pk=pk).first() if pk is not None else None
        if article is None:
            return refuse("There is no such article, or you may not read it.", 404)
        typed = {name: _text(request.POST[name]) for name in TYPED if name in request.POST}
        if any(len(text) > MAX_CHARACTERS for text in typed.values()):
            return refuse(f"The text is longer than {MAX_CHARACTERS:,} characters.", 400)
        for name, text in typed.items():
            setattr(article, name, text)
        # A long text takes a second of a processor.
        with one_at_a_time(request.user, "checks") as is_free:
            unsaved = _unsaved(article, request.POST.get("references", ""))
            return JsonResponse(_answer(article, unsaved)) if is_free else refuse(TOO_MANY, 429)


def _text(sent: str) -> str:
    """Lines end as in the field: forms are sent with two characters for each end."""
    return typed_lines(sent).replace("\0", "")


def _unsaved(article: Article, keys: str) -> list[Reference]:
    """The references of the form that the article does not have yet, by their keys alone."""
    saved = set(article.references.values_list("key", flat=True))
    named = dict.fromkeys(keys.split()[:MOST_KEYS])
    return [
        Reference(article=article, key=key)
        for key in named
        if re.fullmatch(KEY_PATTERN, key) and key not in saved
    ]


def _answer(article: Article, unsaved: list[Reference]) -> dict[str, Any]:
    composition = compose(article, unsaved=unsaved)
    passages = composition.rendered.passages
    reached = grade(list(sentences_in(passages)))
    lines = article.body.split("\n")
    return {
        "findings": [
            *(_as_data(finding, lines) for finding in check(composition)),
            # Where they stand in what is typed now.
            *(_remark_as_data(placed) for placed in unresolved(article)),
        ],
        "words": length(passages),
        "grade": None if reached is None else round(reached, 1),
    }


def _remark_as_data(placed: PlacedRemark) -> dict[str, Any]:
    remark = placed.remark
    page = reverse("admin:articles_article_review", args=[remark.article_id])
    return {
        # Where it is answered and resolved.
        "url": f"{page}#remark-{remark.pk}",
        "blocks": False,
        "place": placed.place,
        "line": placed.line,
        "where": placed.where,
        "message": f"{name_of(remark.by)}: {remark.text}",
        "words": remark.words,
        "anchor": f"id_{placed.place}",
    }


def _as_data(finding: Finding, lines: list[str]) -> dict[str, Any]:
    return {
        "blocks": finding.blocks,
        "place": finding.place,
        "line": finding.line,
        "where": finding.where,
        "message": finding.message,
        "words": words_in_line(finding, lines) if finding.place == "body" else "",
        "anchor": finding.anchor,
    }
