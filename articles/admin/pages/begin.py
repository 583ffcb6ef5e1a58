"""A new article is saved as it is typed: the first request makes it, once there is a title."""

import json
from typing import Any

from django.contrib import admin
from django.db import IntegrityError, transaction
from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from articles.admin.form_reading import saved_values
from articles.admin.form_values import marks_of
from articles.admin.form_windows import window_of
from articles.admin.new_article import beginnings, free_address
from articles.admin.pages.autosave import AutosaveAnswer, AutosaveRefused
from articles.admin.row_formsets import with_values
from articles.drafts import editing
from articles.drafts.sessions import begun_in
from articles.models import Article, Category
from articles.models.article import Kind
from articles.roles import NotAllowed

BEGUN = "Begun"
# How often a free address is looked for anew because somebody took it meanwhile.
MOST_TRIES = 5
NO_TITLE = "It is saved as you type once it has a title."
NO_AUTHOR = "Choose an author under Settings: then it is saved as you type."
NO_CATEGORY = "Choose a category under Settings: then it is saved as you type."


class BeginAnswer(AutosaveAnswer):
    """Answers as an autosave does, and says at which addresses the form goes on."""

    def post(self, request: HttpRequest, pk: int = 0) -> JsonResponse:
        self.model_admin = admin.site.get_model_admin(Article)
        try:
            self.require_same_person()
            if not self.model_admin.has_add_permission(request):
                raise AutosaveRefused(403, "You may not begin an article.")
            with transaction.atomic():
                return JsonResponse(self._answer_of_new())
        except NotAllowed as error:
            # What this window began belongs to somebody else by now.
            return JsonResponse({"error": str(error)}, status=403)
        except AutosaveRefused as refusal:
            return JsonResponse(refusal.answer, status=refusal.status)

    def _answer_of_new(self) -> dict[str, Any]:
        # An answer that got lost must not make the window begin a second article.
        article = begun_in(window_of(self.request)) or self._begin_at_free_address()
        saved = saved_values(self.model_admin, self.request, article)
        now = {
            "version": [str(article.version)],
            "base": [json.dumps(marks_of(saved))],
            "slug": [article.slug],
        }
        self.request.POST = with_values(self.request.POST, now)  # type: ignore[assignment]
        return self.answer(article) | {
            "article": article.pk,
            "slug": article.slug,
            "addresses": _addresses(article),
        }

    def _begin_at_free_address(self) -> Article:
        """Between the search for a free address and its use, somebody else may begin at it."""
        for _ in range(MOST_TRIES - 1):
            try:
                with transaction.atomic():
                    return self._begin()
            except IntegrityError:
                continue
        return self._begin()

    def _begin(self) -> Article:
        """A new article with what it cannot be without; the autosave adds the rest."""
        user = window_of(self.request).user
        form: Any = self.model_admin.get_form(self.request, None)(self.request.POST)
        form.full_clean()
        said, without = form.cleaned_data, beginnings(user)
        author = said.get("author")
        category = said.get("category") or Category.objects.filter(pk=without["category"]).first()
        if not said.get("title"):
            raise AutosaveRefused(400, NO_TITLE, **_wanted("title", "Write a title"))
        if not author:
            raise AutosaveRefused(400, NO_AUTHOR, **_wanted("author", "Choose an author"))
        if not category:
            raise AutosaveRefused(400, NO_CATEGORY, **_wanted("category", "Choose a category"))
        kind = said.get("kind") or Kind.ARTICLE
        slug = said.get("slug") or free_address(said["title"], kind)
        article = Article(
            title=said["title"], slug=slug, kind=kind, category=category, author=author, owner=user
        )
        editing.save_unrecorded(article)
        editing.record(article, by=user, why=BEGUN)
        return article


def _wanted(field: str, lead: str) -> dict[str, str]:
    """The field without which nothing can be saved, and the words of the button that leads to it."""
    return {"field": field, "lead": lead}


def _addresses(article: Article) -> dict[str, str]:
    return {
        page: reverse(f"admin:articles_article_{page}", args=[article.pk])
        for page in ("change", "autosave", "presence", "typed")
    }
