"""The article's admin: lists and the form of the working copy."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from csp.decorators import csp_update
from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils.decorators import method_decorator

from articles.admin.article_form import ArticleForm
from articles.admin.bulk import approve_selected, publish_selected, submit_selected, withdraw_selected
from articles.admin.conflict import SentForm, article_to_settle
from articles.admin.filters import (
    OwnerFilter,
    ReadersFilter,
    ReferencesFilter,
    ReviewFilter,
    SpeciesFilter,
    VetFilter,
    offered,
)
from articles.admin.form_windows import window_of
from articles.admin.inlines import BreedFactInline, GalleryInline, ReferenceInline
from articles.admin.lists import QuickList
from articles.admin.pages import page_urls
from articles.admin.pages.base import WITH_FRAMES
from articles.admin.states import progress_of, standing_of, state_of, with_states
from articles.admin.unsaved import autosave_context
from articles.admin.widgets import MarkdownEditor
from articles.drafts import editing
from articles.drafts.fields import ADDRESS, Section, fields_in
from articles.drafts.locking import lock_article
from articles.drafts.sessions import forget_typed
from articles.listings.prefix_search import having_words
from articles.models import Article
from articles.models.admin_search import ARTICLE_WORDS
from articles.models.article import Kind
from articles.models.primary_key import read_pk
from articles.roles import (
    APPROVE,
    CHOOSE_RELATED,
    EDIT_ANY,
    PUBLISH,
    SIGN,
    may,
    may_edit,
    may_read,
    readable,
)

if TYPE_CHECKING:
    from articles.admin.states import ArticleWithStates

BASICS = fields_in(Section.BASICS)
# Both pages show the text as it is saved, so their buttons save the form first.
NEXT_PAGES = {"_publish": "publish", "_review": "review"}


@admin.register(Article)
class ArticleAdmin(QuickList):
    form = ArticleForm
    actions = (submit_selected, approve_selected, publish_selected, withdraw_selected)
    # An action takes at most 100 articles, so the list offers no button that selects all its pages.
    acts_on_one_page = True
    list_display = ("title", "category_and_breed", "progress", "state", "changed_at")
    list_filter = (
        *("stage", VetFilter, ReviewFilter, ReadersFilter, OwnerFilter, ReferencesFilter),
        *("kind", "category", SpeciesFilter, "urgency"),
    )
    list_select_related = ("category",)
    list_defer = ("standfirst", "description", "answer", "key_points", "body", "parts")
    list_per_page = 50
    # An index supports this order and the usual one, and no other.
    sortable_by = ("changed_at",)
    # Named only so that Django shows a search: get_search_results asks the index.
    search_fields = ("title", "slug", "answer")
    search_help_text = "Beginnings of words from the title, the address or the short answer."
    autocomplete_fields = ("category", "species", "author")
    save_on_top = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return readable(super().get_queryset(request), request.user)

    def get_list_rows(self, rows: QuerySet[Article]) -> QuerySet[Article]:
        return with_states(super().get_list_rows(rows))

    def get_list_filter(self, request: HttpRequest) -> Any:
        return (*self.list_filter, *offered())

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """Find articles for the list, and for the fields in which an editor chooses an article."""
        return (queryset.filter(having_words(ARTICLE_WORDS, search_term)) if search_term else queryset), False

    @admin.display(description="category")
    def category_and_breed(self, article: Article) -> str:
        breed = f"{Kind.BREED.label}, " if article.kind == Kind.BREED else ""
        return f"{breed}{article.category.short_name}"

    @admin.display(description="working copy")
    def progress(self, article: "ArticleWithStates") -> str:
        return progress_of(article)

    @admin.display(description="readers")
    def state(self, article: "ArticleWithStates") -> str:
        return state_of(article)

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return super().has_view_permission(request, obj) and (obj is None or may_read(request.user, obj))

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or may_edit(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """What readers have seen is withdrawn, not deleted: its editions and comments stay."""
        if obj is not None and (obj.editions.exists() or not may_edit(request.user, obj)):
            return False
        return super().has_delete_permission(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Without bulk deletion, which does not check whether an article was published."""
        return {
            name: action for name, action in super().get_actions(request).items() if name != "delete_selected"
        }

    def has_approve_permission(self, request: HttpRequest) -> bool:
        return may(request.user, APPROVE)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may(request.user, PUBLISH)

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """A new article begins with its basics; from then on, the rest is saved as it is typed."""
        if obj is None:
            return ((None, {"fields": BASICS}),)
        whose = ("is_featured", "owner") if may(request.user, EDIT_ANY) else ()
        return (
            (None, {"fields": (*BASICS, *whose)}),
            *(
                (section.value, {"fields": fields_in(section)})
                for section in Section
                if section is not Section.BASICS
            ),
            ("For the history", {"fields": ("why",)}),
        )

    def get_inlines(self, request: HttpRequest, obj: Article | None = None) -> Any:
        return (GalleryInline, ReferenceInline, BreedFactInline) if obj else ()

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> tuple[str, ...]:
        """Readers and other sites hold the address of what was published."""
        return ADDRESS if obj and obj.editions.exists() else ()

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Article | None = None
    ) -> dict[str, Sequence[str]]:
        """Only for a new article: later a change of the title leaves the address alone."""
        return {} if obj else {"slug": ("title",)}

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offers as owners only those who can open a draft, in place of all logins."""
        if db_field.name == "owner":
            kwargs["queryset"] = User.objects.filter(is_staff=True, is_active=True).order_by("username")
            kwargs["widget"] = forms.Select
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "body":
            kwargs["widget"] = MarkdownEditor
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        form: Any = super().get_form(request, obj, change, **kwargs)
        # Django has made this class for this request alone, so no other person's form gets the number.
        if obj and "body" in form.base_fields:
            form.base_fields["body"].widget.article = obj.pk
        result: type[ModelForm] = form
        return result

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Article | None:
        """Lock the article for a save. First the history stores what was autosaved, for both people."""
        article = super().get_object(request, object_id, from_field)
        pk = read_pk(object_id)
        if article is None and pk is not None and Article.objects.filter(pk=pk).exists():
            # The article exists, but the person may not read it. Django would ask “Perhaps it was deleted?”.
            raise PermissionDenied
        if article is None or not may_edit(request.user, article):
            return article
        if request.method == "POST":
            # Read again, because somebody may have saved between the first reading and the lock.
            article = lock_article(article.pk)
            editing.keep_autosaved(article, by=request.user)
        elif article.autosaved_by_id is not None:
            article = editing.keep_opened(article.pk)
        return article

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if not change and obj.owner_id is None:
            obj.owner_id = request.user.pk
        # save_related() writes the row of the history, once all rows of the form are saved.
        editing.save_unrecorded(obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        editing.record(form.instance, by=request.user, why=form.cleaned_data.get("why", ""))
        forget_typed(form.instance, window_of(request))

    def get_urls(self) -> list[URLPattern]:
        return [*page_urls(self.admin_site), *super().get_urls()]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """HistoryPage answers at this address, unless its end is not a number."""
        raise Http404

    def get_view_on_site_url(self, obj: Article | None = None) -> str | None:
        # Django's own address for this, /admin/r/, does not exist here, and a draft has no page.
        edition = obj.editions.live().first() if obj else None
        return edition.get_absolute_url() if edition else None

    @method_decorator(csp_update(WITH_FRAMES))
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        # Only the form of an existing article names the version that it shows.
        if request.method != "POST" or object_id is None or "version" not in request.POST:
            return super().changeform_view(request, object_id, form_url, extra_context)
        # The lock lasts from the check of the version until the form is saved.
        with transaction.atomic():
            article = article_to_settle(request, unquote(object_id))
            conflict = SentForm(self, request, article).settle() if article else None
            return conflict or super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article: Article | None = context.get("original")
        if article is not None:
            context |= self._context_of(request, article)
            if self.has_change_permission(request, article):
                context["autosave"] = autosave_context(request, article, context)
        # Both buttons would save a new article and open its whole form, so only one is shown.
        context |= {"show_save_and_add_another": False, "show_save_and_continue": article is not None}
        return super().render_change_form(request, context, *args, **kwargs)

    def _context_of(self, request: HttpRequest, article: Article) -> dict[str, Any]:
        """What the form of an existing article shows beside its fields."""
        return {
            **standing_of(article),
            "editions": article.editions.select_related("published_by").order_by("-number"),
            "can_publish": may(request.user, PUBLISH),
            "can_sign": may(request.user, SIGN),
            "can_choose_related": may(request.user, CHOOSE_RELATED),
        }

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        for button, page in NEXT_PAGES.items():
            if button in request.POST:
                return redirect(reverse(f"admin:articles_article_{page}", args=[obj.pk]))
        return super().response_change(request, obj)

    def response_post_save_add(self, request: HttpRequest, obj: Article) -> HttpResponseRedirect:
        """From the form of the basics to the whole form."""
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[obj.pk]))
