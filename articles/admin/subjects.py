"""Categories, species and contributors."""

from django.contrib import admin

from articles.models import Category, Contributor, Species


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    list_display = ("name", "short_name", "position")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("picture",)


@admin.register(Species)
class SpeciesAdmin(admin.ModelAdmin):
    list_display = ("name", "singular", "accent", "position")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("picture",)


@admin.register(Contributor)
class ContributorAdmin(admin.ModelAdmin):
    list_display = ("name", "role", "is_vet")
    list_filter = ("is_vet",)
    search_fields = ("name", "role")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("user",)
