"""Categories, species and contributors."""

from django.contrib import admin
from django.http import HttpRequest

from articles.admin.live_rows import LiveRowAdmin
from articles.admin.search_words import SearchWordsAdmin
from articles.models import Category, Contributor, Species


class SubjectAdmin(LiveRowAdmin):
    def view_on_site(self, obj: Category | Species) -> str:
        """Its own page; Django's /admin/r/ does not exist here, because it would tell addresses of drafts."""
        return obj.get_absolute_url()


@admin.register(Category)
class CategoryAdmin(SubjectAdmin):
    list_display = ("name", "short_name", "position")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("picture",)


@admin.register(Species)
class SpeciesAdmin(SearchWordsAdmin, SubjectAdmin):
    list_display = ("name", "singular", "accent", "position")
    search_fields = ("name", "other_names")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("picture",)


@admin.register(Contributor)
class ContributorAdmin(LiveRowAdmin):
    list_display = ("name", "role", "is_vet")
    list_filter = ("is_vet",)
    search_fields = ("name", "role")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("user",)

    def get_readonly_fields(self, request: HttpRequest, obj: Contributor | None = None) -> tuple[str, ...]:
        """A login signs in the name of its contributor, so only those who manage logins may choose it."""
        return () if request.user.has_perm("auth.view_user") else ("user",)
