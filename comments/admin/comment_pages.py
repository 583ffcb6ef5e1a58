"""A comment's page in the admin, and the pages that lead on from it but for replying (reply_pages.py)."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, path

from comments import mail, moderation
from comments.admin.asked import person
from comments.admin.changes import changes_of
from comments.admin.photo_html import photo_html
from comments.admin.reply_pages import ReplyPages, reply_context
from comments.mail.bounces import refused_at, try_again
from comments.models import Comment, Status, with_neighbours
from comments.photos import photo_of

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    Base = ModelAdmin
else:
    Base = object

# More replies, reports or decisions on one comment are rare; their own lists show all.
MOST_LISTED = 50
PHOTO_WIDTH = 480


def shown_photo(comment: Comment) -> dict[str, Any]:
    photo = photo_of(comment)
    return {"photo": photo, "picture": photo_html(photo, width=PHOTO_WIDTH, look="words-photo")}


def page_context(comment: Comment) -> dict[str, Any]:
    """What the page shows in addition to the comment's own fields."""
    decisions = list(comment.decisions.select_related("by", "comment")[:MOST_LISTED])
    reasons = moderation.why_each_not(decisions)
    return {
        "comment": comment,
        **shown_photo(comment),
        "parent": comment.parent,
        "answered": comment.answers,
        "replies": comment.replies.order_by("created_at", "pk")[:MOST_LISTED],
        "reports": with_neighbours(comment.reports.all())[:MOST_LISTED],
        "decisions": [(decision, not reasons[decision.pk]) for decision in decisions],
        "changes": changes_of(comment),
        "is_on_page": comment.status == Status.APPROVED and bool(comment.text),
        "is_removed": comment.status == Status.REMOVED,
        "has_open_reports": comment.reports.open().exists(),
        "refused_at": refused_at(comment.email),
    }


def _said_of_letters(address: str) -> str:
    """What follows for an address whose mark was taken away."""
    recipient = mail.find(address)
    if recipient and recipient.stopped_at:
        return "The mark is gone. Its owner wanted no more letters, so none go there."
    if recipient and recipient.confirmed_at:
        return "From now on, letters go to this address again."
    return (
        "The mark is gone. The address was never confirmed, so it gets a letter only when somebody gives it "
        "again: one that asks whether it is theirs."
    )


class CommentPages(ReplyPages, Base):
    """Mixed into the comments' admin."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path("<int:pk>/letters/", wrap(self.letters_view), name="comments_comment_letters"),
            path("<int:pk>/remove-photo/", wrap(self.photo_view), name="comments_comment_remove_photo"),
        ]
        return [*own, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Offers decisions (submit_line.html) only to people who may make them."""
        comment = context["original"]
        context |= page_context(comment) | reply_context(request, comment)
        context |= {"can_decide": self.may_decide(request)}
        return super().render_change_form(request, context, *args, **kwargs)

    def letters_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Writes again to an address that refused a letter."""
        comment = self._fetch(request, pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if try_again(comment.email):
            messages.success(request, _said_of_letters(comment.email))
        return self._back(comment)

    def photo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks first, because nobody can undo it."""
        comment = self._fetch(request, pk)
        if request.method == "POST":
            done = moderation.remove_photo(comment, by=person(request))
            messages.success(request, "The photo is removed." if done else "The photo was removed before.")
            return self._back(comment)
        return self._page(request, comment, "remove_photo", "Remove the photo", **shown_photo(comment))
