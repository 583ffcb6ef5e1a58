"""The page of what somebody typed and never saved."""

from django.db import transaction
from django.http import HttpResponse

from articles.admin.form_reading import FormTexts, untouched_forms
from articles.admin.form_values import untouched_values
from articles.admin.pages.base import ArticlePage
from articles.admin.requests import AuthenticatedHttpRequest
from articles.admin.unsaved import still_untaken
from articles.drafts.locking import lock_article_row
from articles.drafts.sessions import discard_typed, entries_of, typed_of
from articles.roles import may_edit


class TypedPage(ArticlePage):
    """Shows all of it as text, so that nobody needs a script to read their own words."""

    template = "typed.html"
    title = "Typed and not saved"
    allowed = staticmethod(may_edit)

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        forms = untouched_forms(self.model_admin, request, self.article)
        texts, saved = FormTexts(forms), untouched_values(forms.values())
        kept = [
            {"at": typed.at, "name": typed.at.isoformat(), "parts": texts.parts(names, typed.values)}
            for typed in typed_of(entries_of(self.article, request.user))
            if (names := still_untaken(typed, saved, texts))
        ]
        return self.render(kept=kept)

    def post(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        with transaction.atomic():
            lock_article_row(self.article.pk)
            discard_typed(self.article, request.user, request.POST.get("at", ""))
        return self.go_to("typed")
