"""The page of an article's secret preview addresses: make one, close one, close all."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from articles.admin.pages.base import ArticlePage
from articles.admin.requests import AuthenticatedHttpRequest
from articles.drafts import sharing
from articles.machines.site_address import absolute
from articles.models import PreviewLink
from articles.models.primary_key import read_pk
from articles.roles import may_edit


class ShareForm(forms.ModelForm):
    days = forms.IntegerField(
        label="Days it works",
        min_value=1,
        max_value=sharing.MAX_DAYS,
        initial=sharing.DEFAULT_DAYS,
        widget=forms.NumberInput(attrs={"class": "field-box"}),
        help_text=f"From 1 to {sharing.MAX_DAYS}. You can close it earlier.",
    )

    class Meta:
        model = PreviewLink
        fields = ("purpose",)
        labels = {"purpose": "Who is it for? (optional)"}
        help_texts = {"purpose": "Only the editors see this."}
        widgets = {"purpose": forms.TextInput(attrs={"class": "field-box"})}


class SharePage(ArticlePage):
    template = "share.html"
    title = "Share a preview"
    allowed = staticmethod(may_edit)

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        return self._show(ShareForm())

    def post(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        """Answers with the new address at once: only its hash is stored, so no later page could show it."""
        form = ShareForm(request.POST)
        if not form.is_valid():
            return self._show(form)
        link, token = sharing.share(self.article, by=request.user, **form.cleaned_data)
        message = f"Made a preview link that ends {link.expires_at:%Y-%m-%d %H:%M}."
        self.model_admin.log_change(request, self.article, message)
        return self._show(ShareForm(), absolute(request, reverse("shared_preview", args=[token])))

    def _show(self, form: ShareForm, address: str = "") -> HttpResponse:
        now = timezone.now()
        links = list(self.article.preview_links.select_related("created_by"))
        any_open = any(link.is_open(now) for link in links)
        return self.render(form=form, address=address, links=links, any_open=any_open, now=now)


@method_decorator(require_POST, name="dispatch")
class RevokePage(ArticlePage):
    """Closes the link that the form names, or all of them."""

    allowed = staticmethod(may_edit)

    def post(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        message = self._revoke(request.POST.get("link", ""))
        self.model_admin.log_change(request, self.article, message)
        messages.success(request, message)
        return self.go_to("share")

    def _revoke(self, pk: str) -> str:
        """Returns what was done, in words."""
        article, user = self.article, self.request.user
        if pk:
            # No link has the number None, so what is no number gets 404 and no error.
            link = get_object_or_404(article.preview_links, pk=read_pk(pk))
            sharing.revoke(link, by=user)
            return "The preview link is closed."
        count = sharing.revoke_all(article, by=user)
        return f"{count} preview link{'' if count == 1 else 's'} closed."
