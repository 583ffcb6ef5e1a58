"""Rows that a vet signs: the page where that is done, and what their lists say about it."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import SimpleListFilter
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles import publishing
from articles.admin.pages.review import CHANGED
from articles.admin.pages.sign import DUE_ALREADY, SignForm
from articles.admin.seen_text import SeenText
from articles.models import SignedRow
from articles.publishing.row_signing import sign_row
from articles.publishing.signing import vet_of
from articles.roles import SIGN, NotAllowed, may

Row = TypeVar("Row", bound=SignedRow)
NOTHING = "(nothing)"


def those_where(rows: QuerySet[Row], wanted: Callable[[Row], bool]) -> QuerySet[Row]:
    """Return those rows. Digests are not stored, so all rows are read, with two queries."""
    keys = [row.pk for row in rows.prefetch_related("signatures") if wanted(row)]
    return rows.filter(pk__in=keys)


def unsigned(rows: QuerySet[Row]) -> QuerySet[Row]:
    return those_where(rows, lambda row: row.signature is None)


class SignedFilter(SimpleListFilter):
    title = "vet"
    parameter_name = "vet"
    choices_offered: dict[str, tuple[str, Callable[[SignedRow], bool]]] = {
        "unsigned": ("Not signed as it stands", lambda row: row.signature is None),
        "signed": ("Signed", lambda row: row.signature is not None),
        "overdue": ("Review overdue", lambda row: row.review_is_overdue),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(value, name) for value, (name, _) in self.choices_offered.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[SignedRow]) -> QuerySet[SignedRow]:
        value = self.value()
        if value is None:
            return queryset
        if value not in self.choices_offered:
            return queryset.none()
        return those_where(queryset, self.choices_offered[value][1])


class SignRowForm(SignForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review_due_on"].help_text = "After this day the row counts as due for a vet’s next look."
        self.fields["remarks"].help_text = "For editors and vets; readers do not see it."


class SignedRowAdmin(SeenText, admin.ModelAdmin):
    """The admin of such a model: the address <pk>/sign/, and a column `vet`, with SignedFilter beside it."""

    change_form_template = "admin/articles/signed_row_form.html"
    # The browser's own field shows a day as its owner is used to, and needs no script.
    formfield_overrides = {
        models.DateField: {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("signatures")

    @admin.display(description="vet")
    def vet(self, row: SignedRow) -> str:
        signature = row.signature
        if signature is None:
            return "Not signed"
        return f"{signature}{', review overdue' if row.review_is_overdue else ''}"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.sign_view)
        return [path("<int:pk>/sign/", view, name=self._name_of("sign")), *super().get_urls()]

    def _name_of(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def sign_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self.get_object(request, str(pk))
        if not (may(request.user, SIGN) and self.has_view_permission(request, row)):
            raise PermissionDenied
        if row is None:
            raise Http404
        form = SignRowForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and self._sign(request, row, form):
            messages.success(request, f"You signed “{row}”.")
            # The others that wait for a vet.
            return redirect(reverse(f"admin:{self._name_of('changelist')}") + "?vet=unsigned")
        return self._show(request, row, form)

    def _sign(self, request: HttpRequest, row: Any, form: SignRowForm) -> bool:
        """False where nothing was signed; then the form says why."""
        given = {name: form.cleaned_data[name] for name in ("review_due_on", "remarks")}
        try:
            sign_row(row, by=request.user, digest=request.POST.get("digest", ""), **given)
        except NotAllowed as error:
            form.add_error(None, str(error))
        except publishing.TextChanged:
            form.add_error(None, CHANGED)
        except publishing.InThePast:
            form.add_error("review_due_on", DUE_ALREADY)
        else:
            self.log_change(request, row, "Signed.")
            return True
        return False

    def _show(self, request: HttpRequest, row: Any, form: SignRowForm) -> HttpResponse:
        try:
            signer, refusal = vet_of(request.user), ""
        except NotAllowed as error:
            signer, refusal = None, str(error)
        # As it stands now, also where it changed since the row was read for the form.
        row = self.get_queryset(request).get(pk=row.pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Sign: {row}",
            "row": row,
            "text": list(read_out(row)),
            "last": next(iter(row.signatures.all()), None),
            "form": form,
            "signer": signer,
            "refusal": refusal,
        }
        return TemplateResponse(request, "admin/articles/sign_row.html", context)


def read_out(row: SignedRow) -> Iterator[tuple[str, list[str]]]:
    """What a vet signs, for reading: each field by its name, and the lines that it holds."""
    columns = {field.name: field for field in row._meta.get_fields()}
    for name, value in row.what_a_vet_signs().items():
        column: Any = columns.get(name)
        words = dict(getattr(getattr(column, "base_field", column), "flatchoices", ()))
        yield str(getattr(column, "verbose_name", name)).capitalize(), _lines_of(value, words) or [NOTHING]


def _lines_of(value: Any, words: dict[Any, Any]) -> list[str]:
    if isinstance(value, dict):
        return [f"{key}: {line}" for key, part in value.items() for line in _lines_of(part, words)]
    if isinstance(value, list | tuple):
        return [line for part in value for line in _lines_of(part, words)]
    if isinstance(value, bool):
        return ["Yes" if value else "No"]
    return str(words.get(value, "" if value is None else value)).splitlines()
