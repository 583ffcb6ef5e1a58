"""All URLs of the site. Each app has its own, which are included here."""

from django.contrib import admin
from django.urls import include, path

from kbsite import health

urlpatterns = [
    path("healthz", health.process, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("admin/", include("kbsite.accounts.urls")),
    path("admin/", admin.site.urls),
    path("", include("comments.urls")),
    path("", include("articles.urls")),
]

handler404 = "kbsite.errors.not_found"
handler500 = "kbsite.errors.server_error"
