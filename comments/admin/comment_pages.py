"""A comment's page in the admin, and the pages for replying and for removing a photo."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from comments import moderation
from comments.admin.asked import person
from comments.admin.changes import changes_of
from comments.admin.columns import photo_html
from comments.admin.deciding import Deciding
from comments.models import MAX_TEXT, Comment, Decision, Status, with_neighbours
from comments.photos import photo_of
from comments.writing import replying

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    Base = ModelAdmin
else:
    Base = object

# More replies, reports or decisions on one comment are rare; their own lists show all.
MOST_LISTED = 50
PHOTO_WIDTH = 480


class ModeratorReplyForm(forms.Form):
    """Checks nothing itself: writing/replying.py does."""

    text = forms.CharField(
        label="Your reply",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto", "class": "vLargeTextField"}),
        help_text=f"At most {MAX_TEXT:,} characters. It appears at once, with your badge.",
    )


def shown_photo(comment: Comment) -> dict[str, Any]:
    photo = photo_of(comment)
    return {"photo": photo, "picture": photo_html(photo, width=PHOTO_WIDTH, look="words-photo")}


def page_context(comment: Comment) -> dict[str, Any]:
    """What the page shows in addition to the comment's own fields."""
    decisions = list(comment.decisions.select_related("by")[:MOST_LISTED])
    return {
        "comment": comment,
        **shown_photo(comment),
        "parent": comment.parent,
        "replies": comment.replies.order_by("created_at", "pk")[:MOST_LISTED],
        "reports": with_neighbours(comment.reports.all())[:MOST_LISTED],
        "decisions": [(decision, _may_be_undone(decision)) for decision in decisions],
        "changes": changes_of(comment),
        "seen": moderation.what_was_seen(comment),
        "is_on_page": comment.status == Status.APPROVED and bool(comment.text),
        "is_removed": comment.status == Status.REMOVED,
        "has_open_reports": comment.reports.open().exists(),
        "can_be_answered": replying.top_of(comment).status == Status.APPROVED,
    }


def _may_be_undone(decision: Decision) -> bool:
    return decision.action in moderation.UNDOABLE and decision.undone_at is None


class CommentPages(Deciding, Base):
    """Mixed into the comments' admin."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path("<int:pk>/reply/", wrap(self.reply_view), name="comments_comment_reply"),
            path("<int:pk>/remove-photo/", wrap(self.photo_view), name="comments_comment_remove_photo"),
        ]
        return [*own, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Offers decisions (submit_line.html) only to people who may make them."""
        context |= page_context(context["original"])
        context |= {"can_decide": self.may_decide(request), "reply_form": ModeratorReplyForm()}
        return super().render_change_form(request, context, *args, **kwargs)

    def reply_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        comment = self._fetch(request, pk)
        form = ModeratorReplyForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                replying.reply_as_staff(comment, form.cleaned_data["text"], by=person(request))
            except ValidationError as error:
                form.add_error("text", error)
            else:
                messages.success(request, "Your reply is shown under the comment.")
                return self._back(comment)
        return self._page(request, comment, "reply", "Reply", form=form)

    def photo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks first, because nobody can undo it."""
        comment = self._fetch(request, pk)
        if request.method == "POST":
            done = moderation.remove_photo(comment, by=person(request))
            messages.success(request, "The photo is removed." if done else "The photo was removed before.")
            return self._back(comment)
        return self._page(request, comment, "remove_photo", "Remove the photo", **shown_photo(comment))

    def _fetch(self, request: HttpRequest, pk: int) -> Comment:
        if not self.may_decide(request):
            raise PermissionDenied
        return get_object_or_404(Comment.objects.select_related("article", "parent"), pk=pk)

    def _back(self, comment: Comment) -> HttpResponse:
        return redirect(reverse("admin:comments_comment_change", args=[comment.pk]))

    def _page(
        self, request: HttpRequest, comment: Comment, name: str, title: str, **context: Any
    ) -> HttpResponse:
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "comment": comment,
            "title": title,
        }
        return TemplateResponse(request, f"admin/comments/comment/{name}.html", context)
