"""What the site holds about an e-mail address, for those who answer its owner: to see, export and erase.

The address is typed into a form and never stands in the address of a page, so that it is in no log,
no history of a browser, and not in Django's own log.
"""

from tempfile import TemporaryFile
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from comments.admin.asked import person
from comments.models import MAX_EMAIL, HeldAddress
from comments.subjects import (
    NOT_FOUND_BY_ADDRESS,
    Holding,
    comments_of,
    erase,
    find_holding,
    read_address,
    write_export,
)

MOST_LISTED = 50
# A request takes a minute at most, and a comment is taken back in a transaction of its own.
MOST_ERASED_AT_ONCE = 100
# More has to be copied than a browser should wait for; the command has no such bound.
MOST_PHOTOS = 200
MOST_COMMENTS = 2000
TOO_MANY = (
    "That is too much for a browser: whoever runs the site exports it with manage.py export_address, without "
    "a limit."
)


class HeldAddressForm(forms.Form):
    address = forms.EmailField(
        label="E-mail address",
        max_length=MAX_EMAIL,
        # The browser would offer it to the next person.
        widget=forms.EmailInput(attrs={"class": "vTextField", "autocomplete": "off", "dir": "auto"}),
    )

    def clean_address(self) -> str:
        return read_address(self.cleaned_data["address"])


@admin.register(HeldAddress)
class HeldAddressAdmin(admin.ModelAdmin):
    """Instead of a list, a form that asks for one address."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.search_view), name="comments_heldaddress_changelist"),
            path("export/", wrap(self.export_view), name="comments_heldaddress_export"),
            path("erase/", wrap(self.erase_view), name="comments_heldaddress_erase"),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @method_decorator(sensitive_post_parameters("address"))
    def search_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self._found(request, *self._asked(request))

    @method_decorator(sensitive_post_parameters("address"))
    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        if not self.has_view_permission(request):
            raise PermissionDenied
        form, holding = self._asked(request)
        if holding is None:
            return redirect("admin:comments_heldaddress_changelist")
        if holding.photos > MOST_PHOTOS or holding.comments > MOST_COMMENTS:
            messages.error(request, TOO_MANY)
            return self._found(request, form, holding)
        # Without a name on the disk: whatever happens, nothing of it is left behind.
        file = TemporaryFile()  # noqa: SIM115  # the response closes it
        write_export(holding.address, file)
        file.seek(0)
        # The file's name says nothing of whose it is.
        return FileResponse(
            file, as_attachment=True, filename="what-we-hold.zip", content_type="application/zip"
        )

    @method_decorator(sensitive_post_parameters("address"))
    def erase_view(self, request: HttpRequest) -> HttpResponse:
        """Asks first, because nobody can undo it."""
        if not self.has_delete_permission(request):
            raise PermissionDenied
        _form, holding = self._asked(request)
        if holding is None:
            return redirect("admin:comments_heldaddress_changelist")
        if "sure" not in request.POST:
            return self._page(request, "erase", "Erase what we hold", holding=holding)
        gone = erase(holding.address, by=person(request), most=MOST_ERASED_AT_ONCE)
        left = comments_of(holding.address).count()
        # Messages travel in a cookie, so they do not name the address.
        said = f"{gone} comment{'' if gone == 1 else 's'} erased"
        if left:
            messages.warning(request, f"{said}. {left} left: press the button again.")
            again = find_holding(holding.address)
            return self._page(request, "erase", "Erase what we hold", holding=again)
        messages.success(request, f"{said}, and the address is forgotten.")
        return redirect("admin:comments_heldaddress_changelist")

    def _asked(self, request: HttpRequest) -> tuple[HeldAddressForm, Holding | None]:
        form = HeldAddressForm(request.POST if request.method == "POST" else None)
        return form, find_holding(form.cleaned_data["address"]) if form.is_valid() else None

    def _found(self, request: HttpRequest, form: HeldAddressForm, holding: Holding | None) -> HttpResponse:
        context: dict[str, Any] = {"form": form, "holding": holding}
        if holding:
            newest = comments_of(holding.address).newest_first().select_related("article")
            context |= {
                "comments": newest.defer("html", "article__body", "article__parts")[:MOST_LISTED],
                "can_open": request.user.has_perm("comments.view_comment"),
                "can_erase": self.has_delete_permission(request),
            }
        return self._page(request, "search", "What we hold about an address", **context)

    def _page(self, request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "not_found": NOT_FOUND_BY_ADDRESS,
        }
        return TemplateResponse(request, f"admin/comments/heldaddress/{name}.html", context)
