"""The admin site and its titles. Each app registers its own models with it."""

from typing import Any, cast

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from kbsite.admin_parameters import refusing_unreadable
from kbsite.desk_nav import desk_nav
from kbsite.kept import keeping_what_was_sent


class AutocompleteView(AutocompleteJsonView):
    """Shows the text that a model's admin returns from `autocomplete_text(obj)`, if it has this method."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        result: dict[str, str] = super().serialize_result(obj, to_field_name)
        text = getattr(self.model_admin, "autocomplete_text", str)
        return result | {"text": text(obj)}


class ScratchpostAdminSite(AdminSite):
    site_header = "Scratchpost editors"
    site_title = "Scratchpost editors"
    index_title = "Articles, pictures and comments"
    site_url = "/"
    # The header of the desk leads to everything.
    enable_nav_sidebar = False

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return super().each_context(request) | {"desk_nav": desk_nav(request)}

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        guarded = super().admin_view(refusing_unreadable(view), cacheable)
        return keeping_what_was_sent(guarded, self.has_permission)

    def get_urls(self) -> list[Any]:
        """Return Django's URLs without r/: it tells any staff member the address of any draft."""
        return [pattern for pattern in super().get_urls() if getattr(pattern, "name", "") != "view_on_site"]

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return cast("HttpResponse", AutocompleteView.as_view(admin_site=self)(request))

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """As Django's own, which names its view and leaves no room for a second step."""
        from kbsite.accounts.views.login import FirstStepView, LoginForm

        index = reverse("admin:index", current_app=self.name)
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(index)
        context = {
            **self.each_context(request),
            "title": "Log in",
            "subtitle": None,
            "app_path": request.get_full_path(),
            **({} if "next" in request.GET or "next" in request.POST else {"next": index}),
            **(extra_context or {}),
        }
        page = FirstStepView.as_view(
            extra_context=context,
            authentication_form=LoginForm,
            template_name="admin/login.html",
            next_page=index,
        )
        return page(request)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        # Views need the apps' models, which are loaded after this module.
        from kbsite.accounts.views.password import OwnPasswordView

        context = {**self.each_context(request), **(extra_context or {})}
        done = reverse("admin:password_change_done", current_app=self.name)
        return OwnPasswordView.as_view(success_url=done, extra_context=context)(request)


class ScratchpostAdminConfig(AdminConfig):
    default_site = "kbsite.admin_site.ScratchpostAdminSite"
