"""The moderators' desk: what is held, with its photo, and two decisions."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.filters import WorkFilter, offer
from articles.admin.lists import QuickList
from articles.admin.thumbnails import thumbnail_html
from articles.finding import having_words
from articles.models import Article
from articles.models.words import ARTICLE_WORDS
from comments import moderation
from comments.models import COMMENT_WORDS, Comment, Status
from comments.ratings import falling

THUMBNAIL_WIDTH = 160
EXCERPT_CHARACTERS = 160
ALL = "all"
# Whose titles a search of comments may mean; with more, the words say too little.
MOST_ARTICLES = 100


class StatusFilter(admin.SimpleListFilter):
    """Held comments first: they are the moderators' work."""

    title = "status"
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*((str(value), str(label)) for value, label in Status.choices), (ALL, "All")]

    def choices(self, changelist: Any) -> Any:
        """Without Django's own "All", which here is what an empty address means: held."""
        for value, label in self.lookup_choices:
            yield {
                "selected": (self.value() or Status.HELD) == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        status = self.value() or Status.HELD
        return queryset if status == ALL else queryset.filter(status=status)


@offer
class RatingsFilter(WorkFilter):
    """In the list of articles, which knows nothing of comments."""

    title = "ratings"
    parameter_name = "ratings"
    choices_offered = {"falling": ("Falling", falling)}


@admin.register(Comment)
class CommentAdmin(QuickList, admin.ModelAdmin):
    list_display = ("excerpt", "photo_thumbnail", "rating", "article", "status", "created_at")
    list_filter = (StatusFilter, "rating")
    list_select_related = ("article", "photo")
    list_defer = ("html", "article__body", "article__parts")
    list_per_page = 50
    sortable_by = ("created_at",)
    search_fields = ("name", "text", "article__title")
    search_help_text = "Beginnings of words from the comment, its writer’s name, or the article."
    actions = ("approve_selected", "reject_selected")
    fields = (
        *("article", "edition", "status", "name", "pet", "email", "rating", "text", "photo_thumbnail"),
        *("created_at", "decided_at", "decided_by"),
    )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Comment], search_term: str
    ) -> tuple[QuerySet[Comment], bool]:
        if not search_term:
            return queryset, False
        # As numbers, not as a query within the query, so that each half is answered by its index.
        articles = Article.objects.filter(having_words(ARTICLE_WORDS, search_term)).values_list(
            "pk", flat=True
        )
        said = having_words(COMMENT_WORDS, search_term)
        return queryset.filter(said | Q(article__in=list(articles[:MOST_ARTICLES]))), False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Readers' words are theirs: a moderator decides on them and never rewrites them."""
        return self.fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("comments.moderate_comment"))

    @admin.display(description="comment")
    def excerpt(self, comment: Comment) -> SafeString | str:
        if not comment.text:
            return "A rating alone"
        words = comment.text[:EXCERPT_CHARACTERS]
        more = "…" if len(comment.text) > EXCERPT_CHARACTERS else ""
        return format_html("<strong>{}</strong>: {}{}", comment.name, words, more)

    @admin.display(description="photo")
    def photo_thumbnail(self, comment: Comment) -> SafeString | str:
        photo = getattr(comment, "photo", None)
        if photo is None:
            return "None"
        return format_html(
            '<a href="{}">{}</a>',
            photo.image.url(at_least=photo.width),
            thumbnail_html(photo.image, width=THUMBNAIL_WIDTH, alt=photo.alt),
        )

    @admin.action(description="Approve selected comments", permissions=["moderate"])
    def approve_selected(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        count = moderation.approve(queryset, by=request.user)  # type: ignore[arg-type]  # staff are logged in
        self.message_user(request, f"{count} approved.", messages.SUCCESS)

    @admin.action(description="Reject selected comments", permissions=["moderate"])
    def reject_selected(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        count = moderation.reject(queryset, by=request.user)  # type: ignore[arg-type]  # staff are logged in
        self.message_user(request, f"{count} rejected.", messages.SUCCESS)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Offers the two decisions (see submit_line.html) only to those who may make them."""
        context["can_decide"] = self.has_moderate_permission(request) and self.has_change_permission(request)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Comment, form: Any, change: bool) -> None:
        """Saves nothing: the row as it was read would undo what another moderator decided since."""

    def response_change(self, request: HttpRequest, obj: Comment) -> HttpResponse:
        decisions = {"_approve": moderation.approve, "_reject": moderation.reject}
        for button, decide in decisions.items():
            if button in request.POST and self.has_moderate_permission(request):
                decide([obj], by=request.user)  # type: ignore[arg-type]  # staff are logged in
                done = "approved" if button == "_approve" else "rejected"
                self.message_user(request, f"{obj}: {done}.", messages.SUCCESS)
                return self.response_post_save_change(request, obj)
        return super().response_change(request, obj)

    def delete_model(self, request: HttpRequest, obj: Comment) -> None:
        moderation.delete([obj])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> None:
        moderation.delete(queryset)
