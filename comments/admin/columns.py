"""The columns of the moderators' list."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.lists import QuickList
from articles.admin.thumbnails import thumbnail_html
from articles.models import Edition
from articles.models.article import STARS
from comments.admin.deciding import BUTTONS, LABELS
from comments.models import Comment, Photo, Report, networks_of
from comments.moderation import STATUS_AFTER, what_was_seen

THUMBNAIL_WIDTH = 160
EXCERPT_CHARACTERS = 160


def photo_html(
    photo: Photo | None, *, width: int = THUMBNAIL_WIDTH, look: str = "thumbnail"
) -> SafeString | str:
    """A small photo that links to the large one; “None” without a photo."""
    if photo is None:
        return "None"
    link = format_html(
        '<a href="{}">{}</a>',
        photo.largest_src,
        thumbnail_html(photo.image, width=width, alt=photo.alt, look=look),
    )
    return format_html('{}<p class="sign">Blurred</p>', link) if photo.is_blurred else link


class CommentColumns(QuickList):
    """Mixed into the comments' admin."""

    def get_list_rows(self, rows: QuerySet[Comment]) -> QuerySet[Comment]:
        """With each comment's open reports, in one query, and whether its article is published."""
        waiting = Report.objects.open().order_by("pk")
        live = Edition.objects.live().filter(article=OuterRef("article"))
        listed: QuerySet[Comment] = super().get_list_rows(rows).annotate(is_on_live_page=Exists(live))
        return listed.prefetch_related(Prefetch("reports", waiting, to_attr="waiting"))

    @admin.display(description="comment")
    def excerpt(self, comment: Comment) -> SafeString | str:
        if not comment.text:
            return "A rating alone" if comment.rating else "Removed"
        words = comment.text[:EXCERPT_CHARACTERS]
        more = "…" if len(comment.text) > EXCERPT_CHARACTERS else ""
        return format_html("<strong><bdi>{}</bdi></strong>: <bdi>{}{}</bdi>", comment.name, words, more)

    @admin.display(description="photo", empty_value="")
    def photo_thumbnail(self, comment: Comment) -> SafeString | str:
        photo = getattr(comment, "photo", None)
        return photo_html(photo) if photo else ""

    @admin.display(description="about")
    def about(self, comment: Comment) -> str:
        """Its status, its stars, and what it is about."""
        stars = f"{comment.rating} of {STARS[-1]} stars" if comment.rating else "no stars"
        answer = "an answer, " if comment.parent_id else ""
        if comment.badge:
            answer = f"an answer of ours ({comment.get_badge_display()}), "
        return f"{comment.get_status_display()}: {answer}{stars}, on “{comment.article}”"

    @admin.display(description="reasons to look")
    def signs(self, comment: Any) -> SafeString:
        """Return dangers, reports and suspicions, and the whole text if the excerpt is cut."""
        context = {
            "comment": comment,
            "reasons": [report.get_reason_display() for report in comment.waiting],
            "networks": networks_of(comment.waiting),
            "is_cut": len(comment.text) > EXCERPT_CHARACTERS,
        }
        return render_to_string("admin/comments/comment/_signs.html", context)

    @admin.display(description="decide")
    def decide(self, comment: Comment) -> SafeString:
        buttons = [
            (verb, LABELS[verb]) for verb, action in BUTTONS.items() if STATUS_AFTER[action] != comment.status
        ]
        context = {"comment": comment, "seen": what_was_seen(comment), "buttons": buttons}
        return render_to_string("admin/comments/comment/_row_buttons.html", context)
