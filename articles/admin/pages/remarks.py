"""Remarks on a passage: the forms that make, answer and resolve them, and their data for the writing page."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.admin.pages.base import ArticlePage
from articles.admin.requests import AuthenticatedHttpRequest
from articles.models import Remark
from articles.models.primary_key import read_pk
from articles.models.remark import MAX_TEXT, MAX_WORDS
from articles.publishing.remarks import (
    NoSuchPassage,
    answer_remark,
    make_remark,
    remarks_of,
    resolve_remark,
)
from articles.roles import NotAllowed

NOT_THERE = (
    "These words are not in the text. Copy them as they stand on the page, from one line. Leave this empty "
    "for a remark on the whole text."
)


class RemarkForm(forms.Form):
    """A remark and the words that it is about."""

    words = forms.CharField(
        label="About these words",
        required=False,
        max_length=MAX_WORDS,
        widget=forms.TextInput(attrs={"class": "field-box", "autocomplete": "off"}),
        help_text="Copy them from the page, or mark them there. Empty: the remark is about the whole text.",
    )
    remark = forms.CharField(
        label="Your remark",
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 3, "class": "field-box"}),
        error_messages={"required": "Write what you want to say about it."},
    )

    def save_for(self, page: ArticlePage) -> Remark | None:
        """None where nothing was stored; then the form says why."""
        if not self.is_valid():
            return None
        words, text = self.cleaned_data["words"], self.cleaned_data["remark"]
        try:
            return make_remark(page.article, by=page.request.user, words=words, text=text)
        except NoSuchPassage:
            self.add_error("words", NOT_THERE)
        except NotAllowed as error:
            self.add_error(None, str(error))
        return None


@method_decorator(require_POST, name="dispatch")
class RemarkPage(ArticlePage):
    """Answers, resolves and reopens one remark, and leads back to it."""

    def post(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        pk = read_pk(request.POST.get("pk", ""))
        remark = get_object_or_404(self.article.remarks.select_related("article"), pk=pk or 0)
        try:
            self._act(remark, request.POST.get("answer", "").strip()[:MAX_TEXT])
        except NotAllowed as error:
            messages.error(request, str(error))
        return self.go_to("review", f"#remark-{remark.pk}")

    def _act(self, remark: Remark, answer: str) -> None:
        user, post = self.request.user, self.request.POST
        if answer:
            answer_remark(remark, by=user, text=answer)
        if "_resolve" in post or "_reopen" in post:
            resolve_remark(remark, by=user, is_resolved="_resolve" in post)
        elif not answer:
            messages.warning(self.request, "The answer was empty, so nothing was stored.")


@method_decorator(never_cache, name="dispatch")
class RemarksData(ArticlePage):
    """The remarks as the writing page's margin shows checks: {"remarks": [...]}, unresolved ones first."""

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        data: list[dict[str, Any]] = [placed.as_finding() for placed in remarks_of(self.article)]
        return JsonResponse({"remarks": data})
