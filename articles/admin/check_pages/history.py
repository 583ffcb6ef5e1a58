"""The pages of a check's history: the list of versions, and one of them beside the present text."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse

from articles.admin.check_pages.base import CheckPage
from articles.admin.requests import AuthenticatedHttpRequest
from articles.comparison.checks import compare_checks
from articles.models import CheckVersion, SymptomCheck
from articles.names import name_of_actor
from articles.publishing import NotAllowed
from articles.publishing.checks import lock_check, restore_check
from kbsite.numbers import read_number

PER_PAGE = 50
RESTORED = "The working copy says again what it said then. Readers see it once it is published."
LEFT_OUT = "Pages or checks that the version names no longer exist, so they were left out."
MEANWHILE = "The text changed while you were reading it, so nothing was restored. This is how it stands now."
NOT_FITTING = "This version cannot be restored: what it says no longer fits the form. Copy its words instead."


@dataclass(frozen=True)
class ListedVersion:
    row: CheckVersion
    who: str
    marks: list[str] = field(default_factory=list)


class CheckHistoryPage(CheckPage):
    """In place of Django's own, which lists what was done in the admin and shows no text."""

    template = "history.html"
    title = "History"

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        below = request.GET.get("below", "")
        versions = self.check.versions.select_related("saved_by").defer("content")
        if below:
            versions = versions.filter(number__lt=_number_in(below))
        found = list(versions[: PER_PAGE + 1])
        signed = dict(self.check.signatures.order_by("signed_at").values_list("digest", "name"))
        return self.render(
            versions=[self._listed(row, signed) for row in found[:PER_PAGE]],
            older=found[PER_PAGE - 1].number if len(found) > PER_PAGE else None,
            is_newest=not below,
        )

    def _listed(self, row: CheckVersion, signed: dict[str, str]) -> ListedVersion:
        marks = ["Readers see this"] if row.pk == self.check.published_id else []
        if row.digest in signed:
            marks.append(f"Signed by {signed[row.digest]}")
        return ListedVersion(row, _saver(row), marks)


class CheckVersionPage(CheckPage):
    """A version: what it changed, and what restoring it would change."""

    template = "version.html"
    title = "Version"

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        return self._show(_version(self.check, request.GET.get("number", "")))

    def post(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        version = _version(self.check, request.POST.get("number", ""))
        if not self.may_change:
            raise PermissionDenied
        if self._restore(version):
            return self.go_to("change")
        self.check.refresh_from_db()
        return self._show(version)

    @transaction.atomic
    def _restore(self, version: CheckVersion) -> bool:
        """False, with a message, where nothing was restored."""
        request = self.request
        # Locked, so that nobody saves between this comparison and the end.
        if lock_check(self.check).text_digest() != request.POST.get("digest", ""):
            messages.error(request, MEANWHILE)
            return False
        try:
            check = restore_check(self.check, version, by=request.user)
        except NotAllowed as error:
            messages.error(request, str(error))
            return False
        except ValidationError:
            messages.error(request, NOT_FITTING)
            return False
        messages.success(request, RESTORED)
        if check.content() != version.content:
            messages.warning(request, LEFT_OUT)
        return True

    def _show(self, version: CheckVersion) -> HttpResponse:
        before = self.check.versions.filter(number__lt=version.number).first()
        content = self.check.content()
        context: dict[str, Any] = {
            "version": version,
            "who": _saver(version),
            "before": before,
            "changed": compare_checks(before.content, version.content) if before else None,
            "restoring": compare_checks(content, version.content),
            "is_present": content == version.content,
            "digest": self.check.text_digest(),
            "can_restore": self.may_change,
        }
        return self.render(**context)


def _saver(version: CheckVersion) -> str:
    return name_of_actor(version.saved_by)


def _number_in(text: str) -> int:
    number = read_number(text)
    if number is None:
        raise Http404
    return number


def _version(check: SymptomCheck, text: str) -> CheckVersion:
    found = check.versions.select_related("saved_by").filter(number=_number_in(text)).first()
    if found is None:
        raise Http404
    return found
