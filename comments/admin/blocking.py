"""The page on which a moderator sets a block, from the page of a comment or from the list of blocks."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from comments import blocks, moderation
from comments.admin.asked import person
from comments.admin.block_form import BlockForm
from comments.admin.rescoring import said_of_scores
from comments.models import Comment
from comments.senders import sender_of
from comments.spam.links import split_links

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    Base = ModelAdmin
else:
    from django.contrib.admin import ModelAdmin

    Base = object


def may_block(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("comments.add_commentblock"))


def block_page(admin: ModelAdmin, request: HttpRequest, comment: Comment | None = None) -> HttpResponse:
    """Show the form, or set the block and lead to it."""
    if not may_block(request):
        raise PermissionDenied
    form = BlockForm(request.POST or None, comment=comment, initial={"pattern": _host_in(comment)})
    doubt, mark = "", ""
    if request.method == "POST" and form.is_valid():
        wanted = form.wanted()
        # Whoever changes the words after the question is asked once more.
        mark = f"{wanted.kind} {wanted.pattern}"
        try:
            new = blocks.set_block(
                wanted,
                by=person(request),
                comment=comment,
                sender=sender_of(request),
                is_sure=request.POST.get("sure") == mark,
            )
        except blocks.BlockRefused as error:
            form.add_error("pattern" if wanted.pattern and not wanted.level else "what", str(error))
        except blocks.NotSure as error:
            doubt = str(error)
        else:
            _tell(request, new)
            # Back to the comment, which still waits for a decision.
            back, pk = ("comment", comment.pk) if comment else ("commentblock", new.block.pk)
            return redirect(reverse(f"admin:comments_{back}_change", args=[pk]))
    context = {
        **admin.admin_site.each_context(request),
        "opts": admin.model._meta,
        "title": "Block",
        "comment": comment,
        "form": form,
        "doubt": doubt,
        "mark": mark,
    }
    return TemplateResponse(request, "admin/comments/commentblock/set.html", context)


def _host_in(comment: Comment | None) -> str:
    """The host of its first link, which is what an advert is for."""
    hosts, _ = split_links(f"{comment.name}\n{comment.text}") if comment else ([], "")
    return hosts[0] if hosts else ""


def _tell(request: HttpRequest, new: blocks.NewBlock) -> None:
    link = reverse("admin:comments_commentblock_change", args=[new.block.pk])
    words = format_html('Blocked {}: <a href="{}">{}</a>.', new.block.until, link, new.block)
    messages.success(request, words)
    if new.trial:
        scores = said_of_scores(moderation.rescore_blocks())
        messages.info(request, f"{new.trial} {scores}")


class BlockPages(Base):
    """Mixed into the comments' admin."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = path("<int:pk>/block/", wrap(self.block_view), name="comments_comment_block")
        return [own, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Offers no block of what somebody who works here wrote."""
        comment = context["original"]
        if may_block(request) and not comment.badge:
            context["block_url"] = reverse("admin:comments_comment_block", args=[comment.pk])
        return super().render_change_form(request, context, *args, **kwargs)

    def block_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        comment = get_object_or_404(Comment.objects.select_related("article"), pk=pk, badge="")
        return block_page(self, request, comment)
