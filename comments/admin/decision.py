"""The log of decisions, and the page that undoes them."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from comments import moderation
from comments.admin.asked import pks_in
from comments.admin.deciding import MOST_UNDONE_AT_ONCE, person, undo_url
from comments.admin.read_only import ReadOnlyList, comment_link
from comments.models import Decision, Status


@admin.register(Decision)
class DecisionAdmin(ReadOnlyList):
    list_display = ("at", "what", "about", "who", "undoing")
    list_display_links = None
    list_filter = ("action",)
    list_select_related = ("article", "by")
    list_defer = ("article__body", "article__parts")
    sortable_by = ()
    # Named only so that Django shows a search: get_search_results asks an index.
    search_fields = ("comment_number",)
    search_help_text = "The number of a comment."
    fields = ("at", "what", "comment_page", "article", "who", "undoing")
    readonly_fields = fields

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Decision], search_term: str
    ) -> tuple[QuerySet[Decision], bool]:
        if not search_term:
            return queryset, False
        return queryset.filter(comment_number__in=pks_in([search_term])), False

    @admin.display(description="decision")
    def what(self, decision: Decision) -> str:
        """Its name, with the status before and after where that changed."""
        before, after = decision.get_before_display(), decision.get_after_display()
        change = f" ({before or 'new'} → {after or 'gone'})" if before != after else ""
        return f"{decision.get_action_display()}{change}"

    @admin.display(description="comment")
    def about(self, decision: Decision) -> SafeString:
        return format_html("{} on “{}”", self.comment_page(decision), decision.article)

    @admin.display(description="comment")
    def comment_page(self, decision: Decision) -> SafeString | str:
        gone = "" if decision.comment_id else ", deleted since"
        return comment_link(decision.comment_id, f"Comment {decision.comment_number}{gone}")

    @admin.display(description="by")
    def who(self, decision: Decision) -> str:
        return moderation.name_of(decision.by)

    @admin.display(description="undo")
    def undoing(self, decision: Decision) -> SafeString | str:
        if decision.undone_at:
            return "Undone"
        if decision.action not in moderation.UNDOABLE or decision.comment_id is None:
            return "No"
        label = f"Undo: {decision}"
        return format_html('<a href="{}" aria-label="{}">Undo</a>', undo_url([decision]), label)

    def get_urls(self) -> list[URLPattern]:
        undo = self.admin_site.admin_view(self.undo_view)
        return [path("undo/", undo, name="comments_decision_undo"), *super().get_urls()]

    def undo_view(self, request: HttpRequest) -> HttpResponse:
        """Lists what would be undone, and what cannot be and why; only its button changes anything."""
        if not request.user.has_perm("comments.moderate_comment"):
            raise PermissionDenied
        decisions = _asked(request)
        if request.method == "POST":
            for decision in decisions:
                _undo(request, decision)
            return _back(decisions)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": "Undo",
            "decisions": [(decision, moderation.why_not(decision)) for decision in decisions],
            "can_undo": any(not moderation.why_not(decision) for decision in decisions),
            "numbers": "-".join(str(decision.pk) for decision in decisions),
        }
        return TemplateResponse(request, "admin/comments/decision/undo.html", context)


def _asked(request: HttpRequest) -> list[Decision]:
    """The decisions that the address or the form names, as 12-13-14, newest first."""
    values = (request.POST if request.method == "POST" else request.GET).get("d", "").split("-")
    # An address may name any number of decisions.
    found = Decision.objects.filter(pk__in=pks_in(values)[:MOST_UNDONE_AT_ONCE])
    return list(found.select_related("comment", "article", "by"))


def _undo(request: HttpRequest, decision: Decision) -> None:
    try:
        done = moderation.undo(decision, by=person(request))
    except moderation.CannotUndo as error:
        messages.warning(request, f"Comment {decision.comment_number}: {error}")
    else:
        now = f"It is “{Status(done.after).label.lower()}” again."
        messages.success(request, f"Comment {decision.comment_number}: undone. {now}")


def _back(decisions: list[Decision]) -> HttpResponse:
    """Leads to the comment of a single decision, else to the list of comments on hold."""
    if len(decisions) == 1 and decisions[0].comment_id:
        return redirect(reverse("admin:comments_comment_change", args=[decisions[0].comment_id]))
    return redirect(reverse("admin:comments_comment_changelist"))
