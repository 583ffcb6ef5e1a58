"""Who sends the requests that the admin answers."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


class AuthenticatedHttpRequest(HttpRequest):
    """The type of a request behind `admin_view`, which lets in only who is logged in."""

    user: User


def user_of(request: HttpRequest) -> User:
    """The person who is logged in, where the type of the request does not say that there is one."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
