"""Remarks on a passage: the pages that make, answer and resolve them."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from articles.admin.pages.base import ArticlePage, DecisionPage
from articles.admin.remark_forms import AnswerForm, RemarkForm, mistakes_of
from articles.admin.requests import AuthenticatedHttpRequest
from articles.models import Remark
from articles.models.primary_key import read_pk
from articles.publishing.remarks import (
    NoSuchPassage,
    answer_remark,
    make_remark,
    may_remark,
    may_take_part,
    remarks_of,
    resolve_remark,
    resolved_count,
)
from articles.roles import NotAllowed

NOT_THERE = (
    "These words are not in the text. Copy them as they stand on the page, from one line. Leave this empty "
    "for a remark on the whole text."
)


class RemarkingPage(DecisionPage, ABC):
    """A page of a decision where remarks are read, answered and put beside the text."""

    # Of its address; the answer to a remark leads back there.
    name: ClassVar[str]

    def post(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        if "_remark" not in request.POST:
            return self.decide()
        form = RemarkForm(request.POST)
        made = self._made(form)
        return self.go_to(self.name, f"#remark-{made.pk}") if made else self.show(remark_form=form)

    def _made(self, form: RemarkForm) -> Remark | None:
        """None where nothing was stored; then the form says why."""
        if not form.is_valid():
            return None
        words, text = form.cleaned_data["words"], form.cleaned_data["remark"]
        try:
            return make_remark(self.article, by=self.request.user, words=words, text=text)
        except NoSuchPassage:
            form.add_error("words", NOT_THERE)
        except NotAllowed as error:
            form.add_error(None, str(error))
        return None

    @abstractmethod
    def decide(self) -> HttpResponse:
        """Answer a form that is no remark."""

    @abstractmethod
    def show(self, *, remark_form: RemarkForm) -> HttpResponse:
        """Show the page; `remark_form` came back with mistakes."""

    def remarks(self, form: RemarkForm | None) -> dict[str, Any]:
        """What the page shows of them; `form` is one with mistakes."""
        placed = remarks_of(self.article)
        shown = sum(one.remark.resolved_at is not None for one in placed)
        return {
            "remark_form": form or RemarkForm(),
            "remarks": placed,
            "open_count": len(placed) - shown,
            # Without a resolved one on the page, there is none at all.
            "older_resolved": resolved_count(self.article) - shown if shown else 0,
            "may_remark": may_remark(self.request.user),
            "may_answer": may_take_part(self.request.user, self.article),
            "page_name": self.name,
        }


@method_decorator(require_POST, name="dispatch")
class RemarkPage(ArticlePage):
    """Answers, resolves and reopens one remark, and leads back to it, on the page where it was read."""

    def post(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        pk = read_pk(request.POST.get("pk", ""))
        remark = get_object_or_404(self.article.remarks.select_related("article"), pk=pk or 0)
        form = AnswerForm(request.POST)
        try:
            if form.is_valid():
                self._act(remark, form.cleaned_data["answer"])
        except NotAllowed as error:
            form.add_error(None, str(error))
        if form.errors:
            messages.error(request, f"Your answer was not stored. {mistakes_of(form)}")
        page = "sign" if request.POST.get("page") == "sign" else "review"
        return self.go_to(page, f"#remark-{remark.pk}")

    def _act(self, remark: Remark, answer: str) -> None:
        user, post = self.request.user, self.request.POST
        if answer:
            answer_remark(remark, by=user, text=answer)
        if "_resolve" in post or "_reopen" in post:
            resolve_remark(remark, by=user, is_resolved="_resolve" in post)
        elif not answer:
            messages.warning(self.request, "The answer was empty, so nothing was stored.")
