"""Gives a login the name that readers see, as a contributor."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User

from articles.models import Contributor
from articles.models.contributor import free_slug
from articles.roles import VET
from kbsite.accounts.login_forms import unlinked

ADD, CHANGE = "articles.add_contributor", "articles.change_contributor"


def may_name(by: Any) -> bool:
    """Whether this person may make contributors and link them with logins."""
    return bool(by.has_perms([ADD, CHANGE]))


def give_name(request: Any, user: User, data: dict[str, Any]) -> Contributor | None:
    """Link the contributor of that name with the login, or make one; None where no name was given."""
    name = data.get("readers_name")
    if not name:
        return None
    found = unlinked(name)
    contributor = found or Contributor(name=name, slug=free_slug(name))
    contributor.user = user
    contributor.role = data.get("readers_role") or contributor.role
    contributor.credentials = data.get("readers_credentials") or contributor.credentials
    contributor.is_vet = contributor.is_vet or user.groups.filter(name=VET).exists()
    contributor.save()
    pages = admin.site.get_model_admin(Contributor)
    log = pages.log_change if found else pages.log_addition
    log(request, contributor, f"With the login {user.get_username()}")
    return contributor
