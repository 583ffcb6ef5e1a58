"""The forms in which a login is made and changed: roles as boxes, and the name that readers see."""

from typing import Any

from django import forms
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError

from articles.models import Contributor
from articles.roles import AUTHOR, EDITOR, MODERATOR, VET
from kbsite.accounts.granting import may_give

# What each role is for, in a line beside its box.
FOR = {
    AUTHOR: "writes pages and hands them in for review",
    EDITOR: "changes, approves and publishes everybody’s pages, and keeps the lists",
    VET: "reads pages and 60-second checks, and signs them",
    MODERATOR: "decides about readers’ comments",
}
TAKEN = "Another login has this name already. Open that contributor to change it."
MORE_RIGHTS = "“{role}” may do things that you may not do yourself: ask a superuser to give it."
SAY_UNDER = "Say what readers read under the name."
READERS = ("readers_name", "readers_role", "readers_credentials")


class RolesField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        does = FOR.get(obj.name)
        return f"{obj.name.capitalize()}: {does}" if does else str(obj.name)


class ReadersNameMixin(forms.Form):
    """The fields of the name that readers see, and of the roles. `giver` is who fills in the form."""

    giver: Any = None

    groups = RolesField(label="Roles", queryset=Group.objects.order_by("name"), required=False)
    readers_name = forms.CharField(
        label="Name that readers see",
        required=False,
        max_length=80,
        help_text="For somebody who writes or signs; a vet cannot sign without one. If a contributor "
        "without a login has just this name, the login becomes theirs.",
    )
    readers_role = forms.CharField(
        label="Under the name",
        required=False,
        max_length=80,
        help_text="Such as “Veterinary surgeon”. Leave it empty for a contributor who exists already.",
    )
    readers_credentials = forms.CharField(
        label="Degrees and registrations", required=False, max_length=160, help_text="For a vet."
    )

    def clean_groups(self) -> Any:
        chosen = self.cleaned_data["groups"]
        instance = getattr(self, "instance", None)
        had = set(instance.groups.values_list("pk", flat=True)) if instance and instance.pk else set()
        for role in chosen:
            if role.pk not in had and not may_give(self.giver, role):
                raise ValidationError(MORE_RIGHTS.format(role=role.name))
        return chosen

    def clean_readers_name(self) -> str:
        name: str = " ".join(self.cleaned_data["readers_name"].split())
        if name and not unlinked(name) and Contributor.objects.filter(name__iexact=name).exists():
            raise ValidationError(TAKEN)
        return name

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        name = data.get("readers_name")
        if name and not data.get("readers_role") and not unlinked(name):
            self.add_error("readers_role", SAY_UNDER)
        return data


def unlinked(name: str) -> Contributor | None:
    """Return the contributor of that name who has no login, if there is just one."""
    found = list(Contributor.objects.filter(name__iexact=name, user=None)[:2])
    return found[0] if len(found) == 1 else None


class LoginCreationForm(ReadersNameMixin, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        model = User
        fields = ("username", "first_name", "last_name", "email", "groups")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        # Without it, nobody may open the desk, whatever their roles are.
        self.instance.is_staff = bool(data.get("groups"))
        return data


class LoginChangeForm(ReadersNameMixin, UserChangeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "is_staff" in self.fields:
            self.fields["is_staff"].label = "May open the desk"
            self.fields["is_staff"].help_text = "Without it, the roles above do nothing."
        if "is_active" in self.fields:
            self.fields["is_active"].help_text = "Clear it instead of deleting a login whose work stays."
        if password := self.fields.get("password"):
            password.help_text = "Nobody can read a password. You can set another one."
