"""Logins and groups in the admin, and what is taken away from it."""

from typing import Any

from django.contrib import admin, messages

# Imported for what it registers, whichever app comes first.
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.publishing.signing import is_vet
from articles.roles import VET
from kbsite.accounts.asking import asks_again
from kbsite.accounts.login_forms import READERS, LoginChangeForm, LoginCreationForm
from kbsite.accounts.readers_names import give_name, may_name

NOT_A_VET = "cannot sign yet: a vet also needs the name that readers see, of a contributor who is a vet."

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


MORE: Any = (
    "More",
    {
        "classes": ("collapse",),
        "fields": ("is_superuser", "user_permissions", ("last_login", "date_joined")),
    },
)
WHO = ("first_name", "last_name")
READERS_SEE: Any = ("What readers see", {"fields": READERS})


@admin.register(User)
class LoginAdmin(AskingAgain, UserAdmin):
    """One form for a login, its roles, and the name that readers see."""

    form = LoginChangeForm
    add_form = LoginCreationForm
    add_fieldsets = (
        (None, {"fields": ("username", WHO, "email", ("password1", "password2"))}),
        ("What this person does", {"fields": ("groups",)}),
    )
    fieldsets = (
        (None, {"fields": ("username", "password", WHO, "email")}),
        ("What this person does", {"fields": ("groups", "is_staff", "is_active")}),
        MORE,
    )
    filter_horizontal = ("user_permissions",)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """The name that readers see comes before what is folded away."""
        own = list(super().get_fieldsets(request, obj))
        if obj is not None and hasattr(obj, "contributor"):
            own.insert(2, ("What readers see", {"fields": ("contributor_page",)}))
        elif may_name(request.user):
            own.insert(2, READERS_SEE)
        return own

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Only a superuser makes superusers, and gives rights one by one."""
        protected = () if request.user.is_superuser else ("is_superuser", "user_permissions")
        return (*super().get_readonly_fields(request, obj), "contributor_page", *protected)

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **more: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change=change, **more)
        form.giver = request.user
        return form

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request.user, obj)

    @admin.display(description="name that readers see")
    def contributor_page(self, user: User) -> str:
        contributor = user.contributor
        url = reverse("admin:articles_contributor_change", args=[contributor.pk])
        return format_html('<a href="{}">{}</a>, {}', url, contributor.name, contributor.role)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        user = form.instance
        contributor = give_name(request, user, form.cleaned_data) if may_name(request.user) else None
        if contributor is not None:
            login = user.get_username()
            messages.info(request, f"Readers see {login} as “{contributor}”, {contributor.role}.")
        elif user.groups.filter(name=VET).exists() and not is_vet(user):
            messages.warning(request, f"{user.get_username()} {NOT_A_VET}")

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: str | None = None) -> Any:
        """To the list: nothing is left to fill in. UserAdmin leads to the form of the login instead."""
        return admin.ModelAdmin.response_add(self, request, obj, post_url_continue)


def _may_touch(by: Any, login: User | None) -> bool:
    """Whoever sets a superuser's password could log in as one."""
    return login is None or by.is_superuser or not login.is_superuser


@admin.register(Group)
class RoleAdmin(AskingAgain, GroupAdmin):
    pass
