"""Logins and groups in the admin, and what is taken away from it."""

from typing import Any

from django.contrib import admin

# Imported for what it registers, whichever app comes first.
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from kbsite.accounts.asking import asks_again

# The libraries' own pages show the secrets of other people's factors.
for model in (StaticDevice, TOTPDevice, Group, User):
    admin.site.unregister(model)


class AskingAgain:
    """Every page of a model that changes something asks for the password first."""

    def get_urls(self) -> list[Any]:
        patterns: list[Any] = super().get_urls()  # type: ignore[misc]  # of the admin beside it
        for pattern in patterns:
            pattern.callback = asks_again(of=self.has_module_permission)(pattern.callback)  # type: ignore[attr-defined]  # of the admin beside it
        return patterns


@admin.register(User)
class LoginAdmin(AskingAgain, UserAdmin):
    pass


@admin.register(Group)
class RoleAdmin(AskingAgain, GroupAdmin):
    pass
