"""The error pages: a wrong address, an error of ours, and a database that does not answer."""

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

# Editors get their own pages below this address, without the readers' menu.
DESK = "/admin/"
NOT_SAVED = "If you sent a form, nothing was saved."
ON_THE_DESK = {
    400: (
        "We could not understand that request",
        f"Something in the address or in the form was not valid. {NOT_SAVED}",
    ),
    403: (
        "You cannot do that here",
        f"Your login does not open this page or take this form. {NOT_SAVED}"
        " Whoever manages the logins can give you the right to it.",
    ),
    404: (
        "There is no page here",
        "The address may have a typing mistake in it, or what was here is deleted.",
    ),
    500: (
        "Something went wrong on our side",
        "The fault is ours, not yours. Go back, and try again in a few minutes: what you typed may still be"
        " there.",
    ),
}
# The errors that Django raises if it cannot reach the database.
OUTAGES = (OperationalError, InterfaceError)
RETRY_AFTER_SECONDS = 10


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Show the 404 page, or the 503 page if the database fails: the menu on the 404 page needs it."""
    if _is_on_the_desk(request):
        return _on_the_desk(404)
    try:
        return render(request, "404.html", status=404)
    except OUTAGES:
        return unavailable()


def server_error(request: HttpRequest) -> HttpResponse:
    """Show the 500 page. It uses neither the database nor a session, since either may have failed."""
    if _is_on_the_desk(request):
        return _on_the_desk(500)
    return HttpResponse(render_to_string("500.html"), status=500)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Show the 403 page; on the desk with the reason, where the view gave one."""
    if _is_on_the_desk(request):
        return _on_the_desk(403, reason=str(exception))
    return HttpResponse(render_to_string("403.html"), status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Show the 400 page."""
    if _is_on_the_desk(request):
        return _on_the_desk(400)
    return HttpResponse(render_to_string("400.html"), status=400)


def _is_on_the_desk(request: HttpRequest) -> bool:
    return request.path_info.startswith(DESK)


def _on_the_desk(status: int, *, reason: str = "") -> HttpResponse:
    title, words = ON_THE_DESK[status]
    context = {"title": title, "words": words, "reason": reason}
    return HttpResponse(render_to_string("admin/desk/error.html", context), status=status)


def unavailable() -> HttpResponse:
    """Return 503 with Retry-After, so that search engines try again instead of dropping the page."""
    response = HttpResponse(render_to_string("503.html"), status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response
