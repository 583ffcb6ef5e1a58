"""The admin's page of what stands beside an article: what was worked out, and what editors choose."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode

from articles.admin.pages import ArticlePages
from articles.admin.states import state_of, with_states
from articles.listings.prefix_search import having_words
from articles.models import Article, Edition
from articles.models.words import ARTICLE_WORDS
from articles.related import CannotChoose, choose, move, related_to, unchoose
from articles.related.choosing import MOST
from articles.related.likeness import reasons_for
from articles.rendering.blocks.also import cards_in
from articles.roles import CHOOSE_RELATED, Person, may

MOST_FOUND = 10
# A title is shorter; Postgres refuses a word of thousands of letters.
MOST_TYPED = 150

# By the name of the button.
VERBS: dict[str, tuple[Callable[..., None], str]] = {
    "choose": (choose, "added to"),
    "remove": (unchoose, "taken from"),
    "up": (partial(move, places=-1), "moved up among"),
    "down": (partial(move, places=1), "moved down among"),
}


@dataclass(frozen=True)
class Row:
    """`where` says in which part of the page readers find it, `why` what it has to do with the article."""

    article: Article
    state: str
    where: str = ""
    why: str = ""


def may_choose(by: Person, article: Article) -> bool:
    return may(by, CHOOSE_RELATED)


class RelatedPages(ArticlePages):
    """Mixed into the article's admin."""

    pages: ClassVar[dict[str, str]] = {"related": "related_view"}

    def related_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Every button is a form's: nothing here needs a script."""
        article = self.fetch(request, pk, allowed=may_choose)
        typed = request.GET.get("q", "")[:MOST_TYPED]
        if request.method == "POST":
            self._change_related(request, article)
            query = f"?{urlencode({'q': typed})}" if typed else ""
            return redirect(reverse("admin:articles_article_related", args=[article.pk]) + query)
        chosen = list(article.related_choices.values_list("other_id", flat=True))
        near = [row.other_id for row in article.related_pages.all() if row.other_id not in chosen]
        rows = self._related_rows(article, [*chosen, *near])
        context = {
            "title": f"Related pages: {article}",
            "chosen": rows[: len(chosen)],
            "near": rows[len(chosen) :],
            "can_choose_more": len(chosen) < MOST,
            "most": MOST,
            "typed": typed,
            "found": self._found_to_relate(request, typed, {article.pk, *chosen}),
        }
        return self.page(request, article, "related", **context)

    def _change_related(self, request: HttpRequest, article: Article) -> None:
        """The form's one button names the verb, and its value the other article."""
        name = next((name for name in VERBS if name in request.POST), "")
        number = request.POST.get(name, "")
        other = get_object_or_404(self.get_queryset(request), pk=number if number.isdecimal() else None)
        verb, done = VERBS[name]
        try:
            verb(article, other, by=request.user)
        except CannotChoose as error:
            messages.error(request, str(error))
            return
        message = f"“{other}” was {done} the chosen related pages."
        self.log_change(request, article, message)
        messages.success(request, message)

    def _related_rows(self, article: Article, numbers: list[int]) -> list[Row]:
        others = with_states(Article.objects.filter(pk__in=numbers)).in_bulk()
        live = article.editions.live().first()
        places = _places(live, others) if live else {}
        why = reasons_for(article, numbers)
        return [
            Row(others[number], state_of(others[number]), places.get(number, ""), why.get(number, ""))
            for number in numbers
        ]

    def _found_to_relate(self, request: HttpRequest, typed: str, but: Collection[int]) -> list[Row]:
        found = self.get_queryset(request).filter(having_words(ARTICLE_WORDS, typed)).exclude(pk__in=but)
        return [Row(other, state_of(other)) for other in with_states(found)[:MOST_FOUND]]


def _places(live: Edition, others: Mapping[int, Article]) -> dict[int, str]:
    """Where on the live page readers find each of `others`, by its number."""
    related, cards = related_to(live.article, live.body_html), cards_in(live.body_html)
    return {
        **{
            number: "Card in the text"
            for number, other in others.items()
            if other.get_absolute_url() in cards
        },
        **{edition.article_id: "Keep reading" for edition in related.keep_reading},
        **{edition.article_id: "Beside the text" for edition in related.interested},
    }
