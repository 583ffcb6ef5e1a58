"""Replying in the moderators' admin: from a row of the list, from a comment's page, on a page of its own."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString

from comments import moderation
from comments.admin.asked import person, pks_in
from comments.admin.cards import wants_part
from comments.admin.deciding import Deciding
from comments.admin.parts import REPLIED, fault_part, line_part
from comments.admin.telling import undo_url
from comments.models import MAX_TEXT, Action, Comment, Decision, Status
from comments.writing import replying

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    Base = ModelAdmin
else:
    Base = object

CONFLICT, INVALID = 409, 422
SHOWN = "Your reply is shown under the comment."
GONE = "The comment was deleted meanwhile, so nothing was stored. Copy your words if you want to keep them."


class ModeratorReplyForm(forms.Form):
    """Checks nothing itself: writing/replying.py does."""

    text = forms.CharField(
        label="Your reply",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto", "class": "vLargeTextField"}),
    )


def reply_form(request: HttpRequest, comment: Comment, text: str = "") -> ModeratorReplyForm:
    """The form, which says under which name and badge the reply will stand."""
    by = person(request)
    form = ModeratorReplyForm(initial={"text": text})
    badge = replying.badge_of(by, comment.article)
    shown_as = f"{replying.name_of(by)}, {badge.label}" if badge else ""
    form.fields["text"].help_text = (
        f"At most {MAX_TEXT:,} characters. It appears at once, as “{shown_as}”."
        if shown_as
        else replying.NO_BADGE
    )
    return form


def reply_context(request: HttpRequest, comment: Comment, text: str = "") -> dict[str, Any]:
    """What _reply.html needs.

    - `approves`: the reply's button approves the comment too.
    - `no_reply`: why it cannot be answered; empty where it can.
    """
    return {
        "reply_form": reply_form(request, comment, text),
        "seen": moderation.what_was_seen(comment),
        "approves": comment.status not in {Status.APPROVED, Status.REMOVED},
        "no_reply": replying.why_no_reply(comment),
    }


class ReplyPages(Deciding, Base):
    """Mixed into the comments' admin."""

    def get_urls(self) -> list[URLPattern]:
        reply = self.admin_site.admin_view(self.reply_view)
        return [path("<int:pk>/reply/", reply, name="comments_comment_reply"), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method == "POST" and "_reply" in request.POST:
            return self._reply_in_row(request)
        return super().changelist_view(request, extra_context)

    def _reply_in_row(self, request: HttpRequest) -> HttpResponse:
        """The value of a row's button is the comment's number; its fields end in the same number."""
        if not self.may_decide(request):
            raise PermissionDenied
        number = request.POST["_reply"]
        back = request.get_full_path()
        if not pks_in([number]):
            return redirect(back)
        text, seen = request.POST.get(f"reply-{number}", ""), request.POST.get(f"seen-{number}")
        return self._reply(request, int(number), text=text, seen=seen, back=back)

    def reply_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.may_decide(request):
            raise PermissionDenied
        if request.method == "POST":
            posted = request.POST
            back = posted.get("back", "")
            return self._reply(request, pk, text=posted.get("text", ""), seen=posted.get("seen"), back=back)
        return self._reply_page(request, self._fetch(request, pk))

    def _reply(
        self, request: HttpRequest, pk: int, *, text: str, seen: str | None, back: str
    ) -> HttpResponse:
        """Store the reply, or show its words again on a page of their own. `seen` may be missing."""
        comment = self._find(pk)
        if comment is None and wants_part(request):
            return fault_part(request, GONE, CONFLICT)
        if comment is None:
            page = {"gone": GONE, "text": text, "status": CONFLICT}
            return self._page(request, Comment(pk=pk), "reply", "Your reply was not stored", **page)
        try:
            approval = self._store_reply(request, comment, text, seen)
        except ValidationError as error:
            return self._fault(request, comment, " ".join(error.messages), INVALID, text=text, back=back)
        except replying.Overtaken as error:
            return self._fault(request, comment, str(error), CONFLICT, text=text, back=back)
        if wants_part(request):
            return line_part(request, pk, REPLIED if approval else SHOWN, approval)
        messages.success(request, _said(comment, approval))
        return redirect(back) if _is_ours(request, back) else self._back(comment)

    def _fault(
        self, request: HttpRequest, comment: Comment, words: str, status: int, *, text: str, back: str
    ) -> HttpResponse:
        if wants_part(request):
            return fault_part(request, words, status)
        found = self._find(comment.pk) or comment
        return self._reply_page(request, found, text=text, fault=words, back=back, status=status)

    def _store_reply(
        self, request: HttpRequest, comment: Comment, text: str, seen: str | None
    ) -> Decision | None:
        """Returns the approval, if any. A page that showed the comment approved approves nothing."""
        if seen is None or seen.startswith(Status.APPROVED):
            replying.reply_as_staff(comment, text, by=person(request))
            return None
        replying.approve_and_reply(comment, text, by=person(request), seen=seen)
        approvals = comment.decisions.filter(
            action=Action.APPROVE, by=person(request), undone_at__isnull=True
        )
        # A form that was sent twice may find it undone, and the comment approved in another way.
        return approvals.order_by("pk").last()

    def _reply_page(
        self, request: HttpRequest, comment: Comment, *, text: str = "", **context: Any
    ) -> HttpResponse:
        context |= reply_context(request, comment, text)
        title = "Approve and reply" if context["approves"] else "Reply"
        return self._page(request, comment, "reply", title, **context)

    def _find(self, pk: int) -> Comment | None:
        return Comment.objects.select_related("article", "parent", "answers").filter(pk=pk).first()

    def _fetch(self, request: HttpRequest, pk: int) -> Comment:
        if not self.may_decide(request):
            raise PermissionDenied
        return get_object_or_404(Comment.objects.select_related("article", "parent"), pk=pk)

    def _back(self, comment: Comment) -> HttpResponse:
        return redirect(reverse("admin:comments_comment_change", args=[comment.pk]))

    def _page(
        self, request: HttpRequest, comment: Comment, name: str, title: str, **context: Any
    ) -> HttpResponse:
        status = context.pop("status", None)
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "comment": comment,
            "title": title,
        }
        template = f"admin/comments/comment/{name}.html"
        return TemplateResponse(request, template, context, status=status)


def _said(comment: Comment, approval: Decision | None) -> SafeString | str:
    """What the moderator is told once the reply is stored."""
    if approval is None:
        return SHOWN
    done = format_html("{}: approved, and your reply is shown under it.", comment)
    return format_html('{} <a href="{}" data-undo>Undo</a>', done, undo_url(approval))


def _is_ours(request: HttpRequest, back: str) -> bool:
    """Whether `back`, which a form sent, is the moderators' list."""
    to = reverse("admin:comments_comment_changelist")
    return back.partition("?")[0] == to and url_has_allowed_host_and_scheme(back, request.get_host())
