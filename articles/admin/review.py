"""The admin's page where a text is handed in, sent back or approved."""

from typing import Any, ClassVar

from csp.decorators import csp_update
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator

from articles import publishing
from articles.admin.comparing import since_readers
from articles.admin.pages import WITH_FRAMES, ArticlePages
from articles.models import Article
from articles.models.article import Stage
from articles.roles import APPROVE, SIGN, may, may_edit

CHANGED = "The text changed while you were reading it. This is how it stands now; nothing was decided."
SAY_WHY = "Say what is to be mended."
MAX_REMARKS = 2000


class RemarksForm(forms.Form):
    remarks = forms.CharField(
        label="Remarks",
        required=False,
        max_length=MAX_REMARKS,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text="Kept in the history, for everybody who may read this article.",
    )


class ReviewPages(ArticlePages):
    """Mixed into the article's admin."""

    pages: ClassVar[dict[str, str]] = {"review": "review_view"}

    @method_decorator(csp_update(WITH_FRAMES))
    def review_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        article = self.fetch(request, pk)
        form = RemarksForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            done = self._decide(request, article, form)
            if done:
                messages.success(request, done)
                return self.back(article)
        context = {**self.standing(article), **since_readers(article), **self._choices(request, article)}
        return self.page(request, article, "review", form=form, **context)

    def _decide(self, request: HttpRequest, article: Article, form: RemarksForm) -> str:
        """What was done, in words; empty, with the form saying why, where nothing was."""
        remarks, digest = form.cleaned_data["remarks"], self.digest_read(request)
        try:
            if "_submit" in request.POST:
                publishing.submit(article, by=request.user, remarks=remarks)
                return f"“{article}” is handed in for review."
            if "_approve" in request.POST:
                publishing.approve(article, by=request.user, digest=digest, remarks=remarks)
                return f"“{article}” is approved."
            if "_send_back" in request.POST and not remarks.strip():
                form.add_error("remarks", SAY_WHY)
            elif "_send_back" in request.POST:
                publishing.send_back(article, by=request.user, remarks=remarks)
                return f"“{article}” is sent back to its writer."
        except (publishing.NotAllowed, publishing.WrongStage) as error:
            form.add_error(None, str(error))
        except publishing.TextChanged:
            form.add_error(None, CHANGED)
        return ""

    def _choices(self, request: HttpRequest, article: Article) -> dict[str, Any]:
        """Which buttons the page offers, and why one is missing."""
        user, stage = request.user, article.stage
        in_review = stage == Stage.IN_REVIEW
        own = publishing.is_own(article, user) and not settings.SELF_APPROVAL
        return {
            "can_submit": may_edit(user, article) and stage in {Stage.WRITING, Stage.SENT_BACK},
            "can_approve": may(user, APPROVE) and in_review and not own,
            "own_text": may(user, APPROVE) and in_review and own,
            "can_send_back": may(user, APPROVE, SIGN) and stage in {Stage.IN_REVIEW, Stage.APPROVED},
        }
