"""All URLs of the site. Each app has its own, which are included here."""

from django.contrib import admin
from django.urls import include, path

from kbsite import health
from kbsite.accounts.views import reset

urlpatterns = [
    path("healthz", health.process, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    # The login page links to it by this name, if there is one.
    path("admin/password_reset/", reset.AskForLetterView.as_view(), name="admin_password_reset"),
    path("admin/", include("kbsite.accounts.urls")),
    path("admin/", admin.site.urls),
    path("", include("kbsite.notices.urls")),
    path("", include("kbsite.edit_links.urls")),
    path("", include("comments.urls")),
    path("", include("articles.urls")),
]

handler400 = "kbsite.errors.bad_request"
handler403 = "kbsite.errors.forbidden"
handler404 = "kbsite.errors.not_found"
handler500 = "kbsite.errors.server_error"
