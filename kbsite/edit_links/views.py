"""Leads from the address of a reader's page to the desk, and says what a page may offer to whoever asks."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kbsite.desk_nav import MODERATE, count_waiting
from kbsite.edit_links.targets import EDIT, Target, answer_page, target_of


@never_cache
@require_safe
def edit(request: HttpRequest, page: str = "") -> HttpResponse:
    """`?url=` has the address of a page, or its path follows /edit."""
    if not admin.site.has_permission(request):
        return redirect_to_login(request.get_full_path(), reverse("admin:login"))
    address = request.GET.get("url", "") or (f"/{page}" if page else "")
    target = target_of(address, _person(request), host=request.get_host())
    if target:
        return redirect(target.href)
    context = {**admin.site.each_context(request), "title": EDIT, "address": address}
    return render(request, "edit_links/edit.html", context, status=404 if address else 200)


@never_cache
@require_safe
def offer(request: HttpRequest) -> JsonResponse:
    """What static/js/edit-links/bar.js shows on the page with the path in `?url=`.

    `is_in` is false for whoever is not logged in: their browser then asks no more.
    """
    if not admin.site.has_permission(request):
        return JsonResponse({"is_in": False})
    person = _person(request)
    target = target_of(request.GET.get("url", ""), person, host=request.get_host())
    links = [*([target] if target else []), *_waiting(person), Target("Desk", reverse("admin:index"))]
    # The script writes the number of each comment in place of 0.
    answering: dict[str, Any] = {"href": answer_page(person, 0)}
    return JsonResponse(
        {
            "is_in": True,
            "links": [{"label": link.label, "href": link.href} for link in links],
            "answering": answering if answering["href"] else None,
            "style": {"href": static("css/edit-links.css")},
        }
    )


def _waiting(person: User) -> list[Target]:
    if not person.has_perm(MODERATE):
        return []
    # The number of the desk's header, which leads to the same list.
    count = count_waiting()
    label = f"{count.figure} comment{'' if count.waiting == 1 else 's'} waiting"
    return [Target(label, reverse("admin:comments_comment_changelist"))] if count.waiting else []


def _person(request: HttpRequest) -> User:
    return cast("User", request.user)
