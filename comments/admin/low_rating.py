"""Why readers gave few stars, for editors, without what else they wrote or who they are."""

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from comments.admin.asked import articles_titled, pks_in
from comments.admin.read_only import ReadOnlyList
from comments.models import LowRating, Shortfall, Status

# So few stars tell editors enough. A rating with more stars is listed only where its reader said what
# was missing.
LOW = 2
# Only these are fetched: the text and the e-mail address stay in the database.
SHOWN = (
    *("created_at", "rating", "shortfall", "article__title", "article__slug"),
    *("edition__number", "edition__writing"),
)


class ReasonFilter(admin.SimpleListFilter):
    title = "reason"
    parameter_name = "reason"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [*((str(value), str(label)) for value, label in Shortfall.choices), ("none", "None given")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[LowRating]) -> QuerySet[LowRating]:
        value = self.value()
        if value is None:
            return queryset
        return queryset.filter(shortfall="" if value == "none" else value)


@admin.register(LowRating)
class LowRatingAdmin(ReadOnlyList):
    list_display = ("created_at", "rating", "reason", "article", "edition_number", "writing")
    list_display_links = None
    list_filter = (ReasonFilter, "rating")
    list_select_related = ("article", "edition")
    sortable_by = ()
    search_fields = ("article__title",)
    search_help_text = "Beginnings of words from the article."
    fields = ("created_at", "rating", "reason", "article", "edition_number", "writing")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[LowRating]:
        """Only ratings that count: those of approved comments."""
        rated = super().get_queryset(request).filter(status=Status.APPROVED, rating__isnull=False)
        return rated.filter(Q(rating__lte=LOW) | ~Q(shortfall=""))

    def get_list_rows(self, rows: QuerySet[LowRating]) -> QuerySet[LowRating]:
        return rows.select_related("article", "edition").only(*SHOWN)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> LowRating | None:
        # Django's own would fetch all columns, and with them the text and the e-mail address.
        rows = self.get_list_rows(self.get_queryset(request))
        return rows.filter(pk__in=pks_in([object_id])).first()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[LowRating], search_term: str
    ) -> tuple[QuerySet[LowRating], bool]:
        if not search_term:
            return queryset, False
        return queryset.filter(article__in=articles_titled(search_term)), False

    @admin.display(description="reason")
    def reason(self, rating: LowRating) -> str:
        return rating.get_shortfall_display() or "None given"

    @admin.display(description="edition")
    def edition_number(self, rating: LowRating) -> str:
        return str(rating.edition.number) if rating.edition else "Not known"

    @admin.display(description="writing")
    def writing(self, rating: LowRating) -> str:
        return str(rating.edition.writing) if rating.edition else "Not known"
