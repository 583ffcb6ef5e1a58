"""The admin's page of an article's secret preview addresses: make one, close one, close all."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from articles.admin.pages import ArticlePages
from articles.drafts import sharing
from articles.models import Article, PreviewLink
from articles.roles import may_edit


class ShareForm(forms.ModelForm):
    days = forms.IntegerField(
        label="Days it works",
        min_value=1,
        max_value=sharing.MAX_DAYS,
        initial=sharing.DEFAULT_DAYS,
        help_text=f"From 1 to {sharing.MAX_DAYS}. You can close it earlier.",
    )

    class Meta:
        model = PreviewLink
        fields = ("purpose",)
        labels = {"purpose": "Who is it for? (optional)"}
        help_texts = {"purpose": "Only the editors see this."}
        widgets = {"purpose": forms.TextInput(attrs={"class": "vTextField"})}


def _links(article: Article) -> dict[str, Any]:
    now = timezone.now()
    links = list(article.preview_links.select_related("created_by"))
    return {
        "title": f"Share a preview: {article}",
        "links": links,
        "any_open": any(link.is_open(now) for link in links),
        "now": now,
    }


class SharePages(ArticlePages):
    """Mixed into the article's admin."""

    pages: ClassVar[dict[str, str]] = {"share": "share_view", "share-revoke": "revoke_view"}

    def share_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A new address stands in the answer to its own form and nowhere else: no redirect could carry it."""
        article = self.fetch(request, pk, allowed=may_edit)
        form = ShareForm(request.POST or None)
        address = ""
        if request.method == "POST" and form.is_valid():
            link, token = sharing.share(article, by=request.user, **form.cleaned_data)
            self.log_change(
                request, article, f"Made a preview link that ends {link.expires_at:%Y-%m-%d %H:%M}."
            )
            address = request.build_absolute_uri(reverse("shared_preview", args=[token]))
            form = ShareForm()
        return self.page(request, article, "share", form=form, address=address, **_links(article))

    @method_decorator(require_POST)
    def revoke_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Closes the one that the form names as `link`, or all of them."""
        article = self.fetch(request, pk, allowed=may_edit)
        number = request.POST.get("link", "")
        if number:
            link = get_object_or_404(article.preview_links, pk=number if number.isdecimal() else None)
            sharing.revoke(link, by=request.user)
            message = "The preview link is closed."
        else:
            count = sharing.revoke_all(article, by=request.user)
            message = f"{count} preview link{'' if count == 1 else 's'} closed."
        self.log_change(request, article, message)
        messages.success(request, message)
        return redirect(reverse("admin:articles_article_share", args=[article.pk]))
