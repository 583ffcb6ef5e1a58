"""What the admin's own pages about one 60-second check share."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.generic import View

from articles.admin.requests import AuthenticatedHttpRequest
from articles.models import SymptomCheck
from articles.triage.whole import WholeCheck, whole_check


class CheckPage(View):
    """Shows one check to those who may read it; others get 403.

    A page answers `get`, `post` or both. Its address is in the table of check_pages/__init__.py.
    """

    template: ClassVar[str]
    title: ClassVar[str]

    request: AuthenticatedHttpRequest
    model_admin: admin.ModelAdmin
    check: SymptomCheck

    def dispatch(self, request: HttpRequest, *args: Any, pk: int, **kwargs: Any) -> HttpResponseBase:
        self.model_admin = admin.site.get_model_admin(SymptomCheck)
        # Before the row is looked for, so that nobody learns which there are.
        if not self.model_admin.has_view_permission(request):
            raise PermissionDenied
        self.check = get_object_or_404(SymptomCheck.objects.select_related("published"), pk=pk)
        return super().dispatch(request)

    def render(self, **context: Any) -> HttpResponse:
        """The page's template, with what all of them show."""
        context = {
            **self.model_admin.admin_site.each_context(self.request),
            "opts": self.model_admin.opts,
            "check": self.check,
            "title": f"{self.title}: {self.check}",
        } | context
        return TemplateResponse(self.request, f"admin/articles/symptomcheck/{self.template}", context)

    def go_to(self, page: str, query: str = "") -> HttpResponse:
        return redirect(reverse(f"admin:articles_symptomcheck_{page}", args=[self.check.pk]) + query)

    @property
    def may_change(self) -> bool:
        return self.model_admin.has_change_permission(self.request, self.check)


def whole_text(check: SymptomCheck) -> WholeCheck:
    """The whole working copy, as those read it who decide about it."""
    titles = SymptomCheck.objects.exclude(pk=check.pk).values_list("slug", "title")
    return whole_check(check.content(), dict(titles))
