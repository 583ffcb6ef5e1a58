"""The 60-second checks' admin: the list, and the form of the working copy with its questions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse

from articles.admin.animal_boxes import AnimalBoxes
from articles.admin.check_conflict import conflict_with
from articles.admin.check_filters import CheckReadersFilter, CheckVetFilter
from articles.admin.check_forms import CheckForm
from articles.admin.check_pages import check_page_urls
from articles.admin.check_pages.signing import for_signing
from articles.admin.check_rows import QuestionInline
from articles.admin.check_states import check_standing, readers_see, vet_has, was_published, with_check_states
from articles.admin.page_choice import PageChoice
from articles.admin.signed_rows import SignedRowAdmin, SignRowForm
from articles.animals import Animal
from articles.models import SymptomCheck
from articles.models.article import Stage
from articles.publishing.checks import lock_check, record
from articles.publishing.signing import can_sign
from articles.triage.lines import animal_names
from articles.triage.rows import count_places

if TYPE_CHECKING:
    from articles.admin.check_states import CheckWithStates

# Both pages show the text as it is saved, so their buttons save the form first.
NEXT_PAGES = {"_review": "review", "_try": "preview"}
BASICS = ("title", "question", "slug", "animals", "summary", "also", "position")


@admin.register(SymptomCheck)
class SymptomCheckAdmin(AnimalBoxes, SignedRowAdmin):
    change_form_template = "admin/articles/symptomcheck/change_form.html"
    form = CheckForm
    inlines = (QuestionInline,)
    list_display = ("title", "for_animals", "progress", "readers", "signed")
    list_filter = ("stage", CheckReadersFilter, CheckVetFilter)
    search_fields = ("title", "question", "also")
    search_help_text = "Words from the title, the question or the owners’ other words."
    autocomplete_fields = ("pages",)
    save_on_top = True
    # The template shows those of this class below the questions.
    fieldsets = (
        (None, {"fields": BASICS}),
        ("Sources and pages", {"fields": ("sources", "pages")}),
        (
            "When every answer is no",
            {
                "classes": ("after-questions",),
                "fields": ("head", "why", "do", "dont", "watch", "again_hours", "source"),
            },
        ),
        ("For the history", {"classes": ("after-questions",), "fields": ("reason",)}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[SymptomCheck]:
        return with_check_states(super().get_queryset(request).select_related("published"))

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "pages":
            kwargs["widget"] = PageChoice(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description="animals")
    def for_animals(self, check: SymptomCheck) -> str:
        return "All" if set(check.animals) == set(Animal.values) else ", ".join(animal_names(check.animals))

    @admin.display(description="working copy", ordering="stage")
    def progress(self, check: SymptomCheck) -> str:
        return str(Stage(check.stage).label)

    @admin.display(description="readers")
    def readers(self, check: "CheckWithStates") -> str:
        return readers_see(check)

    @admin.display(description="vet")
    def signed(self, check: "CheckWithStates") -> str:
        return vet_has(check)

    def has_delete_permission(self, request: HttpRequest, obj: SymptomCheck | None = None) -> bool:
        """What readers have seen is withdrawn, not deleted: its versions stay."""
        if obj is not None and was_published(obj):
            return False
        return super().has_delete_permission(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Without bulk deletion, which does not ask whether a check was published."""
        actions = super().get_actions(request)
        return {name: action for name, action in actions.items() if name != "delete_selected"}

    def get_readonly_fields(self, request: HttpRequest, obj: SymptomCheck | None = None) -> tuple[str, ...]:
        """Readers and other checks hold the address of what was published."""
        return ("slug",) if obj and was_published(obj) else ()

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: SymptomCheck | None = None
    ) -> dict[str, Sequence[str]]:
        return {} if obj else {"slug": ("title",)}

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> SymptomCheck | None:
        """Lock the check for a save, so that nobody else saves between the comparison and the end."""
        check = super().get_object(request, object_id, from_field)
        return lock_check(check) if check is not None and request.method == "POST" else check

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        count_places(form.instance)
        why = form.cleaned_data.get("reason", "") or ("" if change else "First saved")
        record(form.instance, by=request.user, why=why)

    def sign_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        # get_object locks the check.
        with transaction.atomic():
            return super().sign_view(request, pk)

    def _show(self, request: HttpRequest, row: SymptomCheck, form: SignRowForm) -> HttpResponse:
        """The page on which a vet reads the check before signing it: all of it, as the review shows it."""
        # Readers of a check are not told the day.
        form["review_due_on"].help_text = "Once it has passed, the list says that the review is overdue."
        response: Any = super()._show(request, row, form)
        response.template_name = "admin/articles/symptomcheck/sign.html"
        response.context_data |= for_signing(row)
        return response  # type: ignore[no-any-return]  # of the mixin

    def get_urls(self) -> list[URLPattern]:
        return [*check_page_urls(self.admin_site), *super().get_urls()]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page of versions answers at this address, unless its end is not a number."""
        raise Http404

    def get_view_on_site_url(self, obj: SymptomCheck | None = None) -> str | None:
        return obj.get_absolute_url() if obj and obj.published_id else None

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        check: SymptomCheck | None = context.get("original")
        form = context["adminform"].form
        if check is not None:
            stored = SymptomCheck.objects.select_related("published").get(pk=check.pk)
            context |= {**check_standing(stored), "can_sign": can_sign(request.user)}
        if getattr(form, "is_outdated", False):
            context["conflict"] = conflict_with(form.instance, form.cleaned_data.get("shown", ""))
        context |= {"show_save_and_add_another": False, "show_save_and_continue": check is not None}
        return super().render_change_form(request, context, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: SymptomCheck) -> HttpResponse:
        for button, page in NEXT_PAGES.items():
            if button in request.POST:
                return redirect(reverse(f"admin:articles_symptomcheck_{page}", args=[obj.pk]))
        return super().response_change(request, obj)

    def response_post_save_add(self, request: HttpRequest, obj: SymptomCheck) -> Any:
        """The whole form again, where the pages of a check are linked."""
        return redirect(reverse("admin:articles_symptomcheck_change", args=[obj.pk]))
