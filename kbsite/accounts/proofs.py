"""Whether somebody who is logged in knows their password, asked again on one of the site's pages."""

from django.contrib.auth import authenticate
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest


def knows_password(request: HttpRequest, user: AbstractBaseUser, password: str) -> bool:
    """Wrong passwords count as they do at the login, and the same lock answers too many of them."""
    return authenticate(request, username=user.get_username(), password=password) == user
