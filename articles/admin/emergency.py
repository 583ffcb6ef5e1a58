"""The rows of the emergency page: whom to phone about poison, and signs that cannot wait."""

from django.contrib import admin
from django.urls import reverse

from articles.models import EmergencySign, PoisonLine


class EmergencyRowAdmin(admin.ModelAdmin):
    def view_on_site(self, obj: PoisonLine | EmergencySign) -> str:
        """The page that shows it; /admin/r/, which Django uses, does not exist here."""
        return reverse("emergency")


@admin.register(PoisonLine)
class PoisonLineAdmin(EmergencyRowAdmin):
    list_display = ("name", "country", "number", "hours", "checked_on", "position")
    list_filter = ("country",)
    search_fields = ("name", "country", "number")
    prepopulated_fields = {"slug": ("name",)}


@admin.register(EmergencySign)
class EmergencySignAdmin(EmergencyRowAdmin):
    list_display = ("text", "detail", "source", "position")
    search_fields = ("text", "detail", "source")
    prepopulated_fields = {"slug": ("text",)}
