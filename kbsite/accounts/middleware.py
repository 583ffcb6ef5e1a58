"""Who a request belongs to, once the second factor is counted in."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django_otp.middleware import OTPMiddleware

from kbsite.accounts import factors, sessions


class SecondFactorMiddleware(OTPMiddleware):
    """Takes a session that lacks a factor which its person must have for nobody's.

    It is lazy like Django's own: a public page, which asks for nobody, opens no session. Here and in no view,
    so that every address that asks who is there is behind the same door.
    """

    def _verify_user_sync(self, request: HttpRequest, user: Any) -> Any:
        user = super()._verify_user_sync(request, user)
        if user.is_authenticated and not user.is_verified() and factors.is_demanded(user):
            user = AnonymousUser()
            self._init_user_fields(user)
        return user


class SeenSessionMiddleware:
    """Writes down, now and then, that a session was used; only where the page asked who is there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # The database may be away just then.
        if response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
            sessions.note_if_due(request)
        return response
