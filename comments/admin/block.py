"""The list of blocks, the page of one, and how it is lifted."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from articles.names import name_of
from comments import blocks, moderation
from comments.admin.asked import person
from comments.admin.blocking import block_page, may_block
from comments.admin.filters import WithoutAll
from comments.admin.read_only import ReadOnlyList, comment_link
from comments.admin.rescoring import said_of_scores
from comments.models import CommentBlock

STANDING, ENDED, LIFTED, ALL = "standing", "ended", "lifted", "all"
DAY_AND_TIME = "%-d %b %Y, %H:%M"


class StandingFilter(WithoutAll):
    """Shows what stands unless something else is asked for."""

    title = "state"
    parameter_name = "state"
    usual = STANDING

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(STANDING, "Standing"), (ENDED, "Ended"), (LIFTED, "Lifted"), (ALL, "All")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[CommentBlock]) -> QuerySet[CommentBlock]:
        chosen = CommentBlock.objects
        sets = {STANDING: chosen.standing, ENDED: chosen.ended, LIFTED: chosen.lifted, ALL: chosen.all}
        return queryset & sets.get(self.value() or self.usual, chosen.none)()


@admin.register(CommentBlock)
class CommentBlockAdmin(ReadOnlyList):
    list_display = ("what", "state", "reason", "set_by", "created_at")
    list_filter = (StandingFilter, "kind")
    list_select_related = ("by", "lifted_by")
    sortable_by = ()
    # Named only so that Django shows a search: there are few blocks.
    search_fields = ("pattern", "reason")
    search_help_text = "Words or an address that is blocked, or words of the reason."
    fields = ("what", "state", "reason", "made_from", "set_by", "created_at")
    readonly_fields = fields
    change_form_template = "admin/comments/commentblock/change_form.html"

    @admin.display(description="what is blocked")
    def what(self, block: CommentBlock) -> str:
        return str(block)

    @admin.display(description="state")
    def state(self, block: CommentBlock) -> str:
        if block.lifted_at:
            at = f"{timezone.localtime(block.lifted_at):{DAY_AND_TIME}}"
            return f"Lifted {at} by {name_of(block.lifted_by)}"
        if block.is_standing:
            return f"Stands {block.until}"
        return f"Ended {timezone.localtime(block.ends_at):{DAY_AND_TIME}}"

    @admin.display(description="by")
    def set_by(self, block: CommentBlock) -> str:
        return name_of(block.by)

    @admin.display(description="made from", empty_value="The list of blocks")
    def made_from(self, block: CommentBlock) -> SafeString | str | None:
        if block.comment_number is None:
            return None
        gone = "" if block.comment_id else ", deleted since"
        return comment_link(block.comment_id, f"Comment {block.comment_number}{gone}")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may_block(request)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return block_page(self, request)

    def get_urls(self) -> list[URLPattern]:
        lift = self.admin_site.admin_view(require_POST(self.lift_view))
        return [path("<int:pk>/lift/", lift, name="comments_commentblock_lift"), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["can_lift"] = _may_lift(request) and context["original"].is_standing
        return super().render_change_form(request, context, *args, **kwargs)

    def lift_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not _may_lift(request):
            raise PermissionDenied
        block = get_object_or_404(CommentBlock, pk=pk)
        if blocks.lift(block, by=person(request)):
            scores = said_of_scores(moderation.rescore_blocks())
            messages.success(request, f"Lifted: {block}. {scores}")
        else:
            messages.warning(request, f"{block}: it does not stand any more.")
        return redirect(reverse("admin:comments_commentblock_change", args=[pk]))


def _may_lift(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("comments.change_commentblock"))
