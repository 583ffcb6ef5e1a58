"""Comments that readers see, for vets and editors who answer them and decide on none.

These pages show what readers see and no more: no held comment, no e-mail address, no finding.
"""

from collections.abc import Iterator
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.listings.prefix_search import having_words
from comments.admin.asked import articles_titled, person, pks_in
from comments.admin.filters import YES
from comments.admin.read_only import ReadOnlyList
from comments.admin.reply_pages import INVALID, reply_form
from comments.models import COMMENT_WORDS, Comment, ShownComment, Status
from comments.models.comment import CommentQuerySet
from comments.writing import replying
from comments.writing.threads import top_of

# Only these are fetched: the e-mail address and what the checks found stay in the database.
SHOWN = (
    *("name", "text", "pet", "badge", "created_at", "status"),
    *("article__title", "article__slug", "article__owner", "article__author"),
    *("parent__name", "parent__status", "parent__text"),
    *("answers__name", "answers__status"),
)
ALL = "all"
MOST_REPLIES = 50
# Of a text in the list.
EXCERPT_CHARACTERS = 160
GONE = "Readers do not see the comment any more, so nothing was stored. Copy your words to keep them."


class AnsweredFilter(admin.SimpleListFilter):
    title = "answers of ours"
    parameter_name = "answered"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [(YES, "Answered"), (ALL, "All")]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """The list is of comments to answer: without a choice it shows what nobody of us answered."""
        usual, *others = super().choices(changelist)
        yield usual | {"display": "None yet", "selected": self.value() not in {YES, ALL}}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        if self.value() == ALL:
            return queryset
        ours = Comment.objects.approved().filter(answers=OuterRef("pk")).exclude(badge="")
        is_answered = Exists(ours)
        if self.value() == YES:
            return queryset.filter(is_answered)
        # Nobody can answer what stands under a gap.
        takes_reply = Q(parent__isnull=True) | Q(parent__status=Status.APPROVED)
        return queryset.filter(takes_reply, ~is_answered, badge="")


@admin.register(ShownComment)
class ShownCommentAdmin(ReadOnlyList):
    list_display = ("excerpt", "article", "created_at")
    list_display_links = None
    list_filter = (AnsweredFilter,)
    sortable_by = ()
    ordering = ("-created_at", "-pk")
    # Named only so that Django shows a search: get_search_results asks an index.
    search_fields = ("text",)
    search_help_text = "Beginnings of words from the comment, its writer’s name, or the article."

    def get_queryset(self, request: HttpRequest) -> QuerySet[ShownComment]:
        """What readers find under the articles, but for ratings alone and gaps that writers left."""
        rows = cast("CommentQuerySet", super().get_queryset(request))
        return cast("QuerySet[ShownComment]", rows.readable())

    def get_list_rows(self, rows: QuerySet[ShownComment]) -> QuerySet[ShownComment]:
        return rows.select_related("article", "parent", "answers").only(*SHOWN)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[ShownComment], search_term: str
    ) -> tuple[QuerySet[ShownComment], bool]:
        if not search_term:
            return queryset, False
        said = having_words(COMMENT_WORDS, search_term)
        return queryset.filter(said | Q(article__in=articles_titled(search_term))), False

    @admin.display(description="comment")
    def excerpt(self, comment: ShownComment) -> SafeString:
        words = comment.text[:EXCERPT_CHARACTERS]
        more = "…" if len(comment.text) > EXCERPT_CHARACTERS else ""
        page = reverse("admin:comments_showncomment_change", args=[comment.pk])
        badge = f" ({comment.get_badge_display()})" if comment.badge else ""
        link = '<a href="{}"><strong><bdi>{}</bdi></strong></a>{}: <bdi>{}{}</bdi>'
        return format_html(link, page, comment.name, badge, words, more)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The comment with what was answered, and a form to answer it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        comment = self.get_list_rows(self.get_queryset(request)).filter(pk__in=pks_in([object_id])).first()
        text = request.POST.get("text", "")
        if comment is None:
            if not text:
                raise Http404
            return self._page(request, None, text=text, fault=GONE)
        if request.method != "POST":
            return self._page(request, comment)
        if not request.user.has_perm(replying.ANSWER):
            raise PermissionDenied
        try:
            replying.reply_as_staff(comment, text, by=person(request))
        except ValidationError as error:
            return self._page(request, comment, text=text, fault=" ".join(error.messages))
        messages.success(request, "Your reply is shown under the comment.")
        return redirect(request.path)

    def _page(
        self, request: HttpRequest, comment: ShownComment | None, *, text: str = "", fault: str = ""
    ) -> HttpResponse:
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Answer {comment.name}" if comment else "Your reply was not stored",
            "comment": comment,
            "text": text,
            "fault": fault,
        }
        if comment:
            form = reply_form(request, comment, text)
            # Whoever opens this page came to write.
            form.fields["text"].widget.attrs["autofocus"] = True
            thread = Comment.objects.approved().with_words().filter(parent=top_of(comment))
            context |= {
                "replies": thread.exclude(pk=comment.pk)
                .order_by("created_at", "pk")
                .only("name", "text", "badge", "created_at")[:MOST_REPLIES],
                "reply_form": form,
                "may_answer": request.user.has_perm(replying.ANSWER),
                "no_reply": replying.why_no_reply(comment),
            }
        status = INVALID if fault else 200
        return TemplateResponse(request, "admin/comments/showncomment/answer.html", context, status=status)
