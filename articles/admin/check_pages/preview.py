"""The page that asks the working copy as a reader would be asked."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from articles.admin.check_pages.base import CheckPage
from articles.admin.check_states import signature_under
from articles.admin.requests import AuthenticatedHttpRequest
from articles.models import SymptomCheck
from articles.models.row_signature import digest_of_text
from articles.triage.content import check_text
from articles.triage.walk import ANIMAL, walk
from articles.views.checks import Step, private_step, show_step


class CheckPreviewPage(CheckPage):
    """In the templates that readers get. Rows that are not finished lead to a page that says so."""

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        return private_step(self._answer)(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        content = self.check.content()
        signature = signature_under(self.check, digest_of_text(content))
        way = walk(check_text(content, request.GET.get(ANIMAL, "")), request.GET)
        step = Step(self.check, way, preview=True, signature=signature)
        if way.question or way.outcome:
            return show_step(request, step)
        other = SymptomCheck.objects.filter(slug=way.goes_to).first() if way.goes_to else None
        if other is not None and other.pk != self.check.pk:
            animal = f"?{urlencode({ANIMAL: way.text.animal})}" if way.text.animal else ""
            return redirect(reverse("admin:articles_symptomcheck_preview", args=[other.pk]) + animal)
        return render(request, "checks/leads_nowhere.html", {"step": step, "preview": True})
