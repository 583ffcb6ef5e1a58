"""Rows that something was worked out from: after a change it is worked out again, and the person is told."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest

# Does what follows from a change, and says in a sentence what it did; "" if there is nothing to say.
Follower = Callable[[], str]


class FollowedRows(admin.ModelAdmin):
    """Mixed into an admin. `followers` are called once after the commit of each request that changes rows.

    An app that may not be imported here puts its own into the list.
    """

    followers: ClassVar[list[Follower]]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if form.changed_data or not change:
            self._follow(request)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        self._follow(request)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        super().delete_queryset(request, queryset)
        self._follow(request)

    def _follow(self, request: HttpRequest) -> None:
        for follower in self.followers:
            # Robust: the row is saved, whatever becomes of what follows.
            transaction.on_commit(partial(_tell, request, follower), robust=True)


def _tell(request: HttpRequest, follower: Follower) -> None:
    if said := follower():
        messages.info(request, said)
