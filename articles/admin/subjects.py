"""Categories, species and contributors."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from articles.admin.live_rows import LiveRowAdmin, LiveRowForm
from articles.admin.search_words import SearchWordsAdmin
from articles.models import Category, Contributor, Species
from articles.models.contributor import free_slug


class AddressedAdmin(LiveRowAdmin):
    """Rows whose address other sites hold, and articles name: it stays once an article uses it."""

    prepopulated_fields = {"slug": ("name",)}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        is_used = obj is not None and obj.articles.exists()
        return (*super().get_readonly_fields(request, obj), *(("slug",) if is_used else ()))

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if "slug" in self.get_readonly_fields(request, obj) else self.prepopulated_fields


class SubjectAdmin(AddressedAdmin):
    def view_on_site(self, obj: Category | Species) -> str:
        """Its own page; Django's /admin/r/ does not exist here, because it would tell addresses of drafts."""
        return obj.get_absolute_url()


@admin.register(Category)
class CategoryAdmin(SubjectAdmin):
    list_display = ("name", "short_name", "position")
    search_fields = ("name",)
    autocomplete_fields = ("picture",)


@admin.register(Species)
class SpeciesAdmin(SearchWordsAdmin, SubjectAdmin):
    list_display = ("name", "singular", "accent", "position")
    search_fields = ("name", "other_names")
    autocomplete_fields = ("picture",)


class ContributorForm(LiveRowForm):
    """The address may be left empty: then it is made from the name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].label = "End of the page’s address"
            self.fields["slug"].help_text = "Made from the name where it is left empty."

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        return slug or self.instance.slug or free_slug(self.cleaned_data.get("name", ""))


@admin.register(Contributor)
class ContributorAdmin(AddressedAdmin):
    form = ContributorForm
    fields = ("name", "role", "is_vet", "credentials", "biography", "interests", "user", "slug")
    list_display = ("name", "role", "is_vet")
    list_filter = ("is_vet",)
    search_fields = ("name", "role")
    autocomplete_fields = ("user",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A login signs in the name of its contributor, so only those who manage logins may choose it."""
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.has_perm("auth.view_user") else (*fields, "user")
