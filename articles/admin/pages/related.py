"""The page of what stands beside an article: what the site suggests, and what editors choose."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import urlencode

from articles.admin.pages.base import ArticlePage
from articles.admin.requests import AuthenticatedHttpRequest
from articles.admin.states import state_of, with_states
from articles.listings.prefix_search import having_words
from articles.models import Article, Edition
from articles.models.admin_search import ARTICLE_WORDS
from articles.models.primary_key import read_pk
from articles.related import CannotChoose, choose, move, related_to, unchoose
from articles.related.choosing import MOST
from articles.related.likeness import reasons_for
from articles.rendering.blocks.also import cards_in
from articles.roles import CHOOSE_RELATED, Person, may

MOST_FOUND = 10
# A title is shorter; Postgres refuses a word of thousands of letters.
MOST_TYPED = 150

# By the name of the button: the verb, and how the message says that it was done.
VERBS: dict[str, tuple[Callable[..., None], str]] = {
    "choose": (choose, "added to"),
    "remove": (unchoose, "taken from"),
    "up": (partial(move, places=-1), "moved up among"),
    "down": (partial(move, places=1), "moved down among"),
}


@dataclass(frozen=True)
class OtherArticle:
    """`where` is the part of the page in which readers find it, `why` the reason that it was suggested."""

    article: Article
    state: str
    where: str = ""
    why: str = ""


def may_choose(by: Person, article: Article) -> bool:
    return may(by, CHOOSE_RELATED)


class RelatedArticlesPage(ArticlePage):
    """Works without a script: every button sends a form."""

    template = "related.html"
    title = "Related pages"
    allowed = staticmethod(may_choose)

    @property
    def typed(self) -> str:
        """What the editor looks for among all articles."""
        return self.request.GET.get("q", "")[:MOST_TYPED]

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        article = self.article
        chosen = list(article.related_choices.values_list("other_id", flat=True))
        near = [row.other_id for row in article.related_pages.all() if row.other_id not in chosen]
        listed = self._listed([*chosen, *near])
        return self.render(
            chosen=listed[: len(chosen)],
            near=listed[len(chosen) :],
            can_choose_more=len(chosen) < MOST,
            most=MOST,
            typed=self.typed,
            found=self._found({article.pk, *chosen}),
        )

    def post(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        self._change()
        return self.go_to("related", f"?{urlencode({'q': self.typed})}" if self.typed else "")

    def _change(self) -> None:
        """The form's one button names the verb, and its value the other article."""
        request, article = self.request, self.article
        name = next((name for name in VERBS if name in request.POST), "")
        pk = request.POST.get(name, "")
        readable = self.model_admin.get_queryset(request)
        # Where no button is named, the number is none either, and this answers 404 before VERBS is asked.
        other = get_object_or_404(readable, pk=read_pk(pk))
        verb, done = VERBS[name]
        try:
            verb(article, other, by=request.user)
        except CannotChoose as error:
            messages.error(request, str(error))
            return
        message = f"“{other}” was {done} the chosen related pages."
        self.model_admin.log_change(request, article, message)
        messages.success(request, message)

    def _listed(self, pks: list[int]) -> list[OtherArticle]:
        others = with_states(Article.objects.filter(pk__in=pks)).in_bulk()
        live = self.article.editions.live().first()
        places = _places(live, others) if live else {}
        why = reasons_for(self.article, pks)
        return [
            OtherArticle(others[pk], state_of(others[pk]), places.get(pk, ""), why.get(pk, "")) for pk in pks
        ]

    def _found(self, but: Collection[int]) -> list[OtherArticle]:
        readable = self.model_admin.get_queryset(self.request)
        found = readable.filter(having_words(ARTICLE_WORDS, self.typed)).exclude(pk__in=but)
        return [OtherArticle(other, state_of(other)) for other in with_states(found)[:MOST_FOUND]]


def _places(live: Edition, others: Mapping[int, Article]) -> dict[int, str]:
    """Where on the live page readers find each of `others`, by its primary key."""
    related, cards = related_to(live.article, live.body_html), cards_in(live.body_html)
    return {
        **{pk: "Card in the text" for pk, other in others.items() if other.get_absolute_url() in cards},
        **{edition.article_id: "Keep reading" for edition in related.keep_reading},
        **{edition.article_id: "Beside the text" for edition in related.interested},
    }
