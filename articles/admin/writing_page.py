"""The page on which an article is written: its form, and what stands around it."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator

from articles import publishing
from articles.admin.article_form import WIDGETS, ArticleForm
from articles.admin.bar import bar_of
from articles.admin.conflict import CHOOSING, SentForm, article_to_settle
from articles.admin.form_windows import window_of
from articles.admin.inlines import BreedFactInline, GalleryInline, ReferenceInline
from articles.admin.kept_texts import kept_page, texts_of
from articles.admin.new_article import beginnings
from articles.admin.pages.base import WITH_FRAMES
from articles.admin.pages.review import CHANGED
from articles.admin.remark_forms import RemarksForm, mistakes_of
from articles.admin.requests import user_of
from articles.admin.settings_choices import urgency_choices
from articles.admin.states import sent_back
from articles.admin.unsaved import autosave_context, begin_context
from articles.checks.fields import MAX_ANSWER_WORDS, MAX_DESCRIPTION, MIN_DESCRIPTION
from articles.drafts import editing
from articles.drafts.fields import ADDRESS, Section, fields_in
from articles.drafts.leads import LEADS, first_picture_leads
from articles.drafts.locking import lock_article
from articles.drafts.sessions import begun_in, forget_typed, has_moved_on
from articles.models import Article
from articles.models.primary_key import read_pk
from articles.models.remark import MAX_TEXT
from articles.publishing.steps import own_words
from articles.roles import EDIT_ANY, may, may_edit
from kbsite.parts import asks_for_part

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    Base = ModelAdmin[Article]
else:
    Base = object

FIELDS = tuple(name for section in Section for name in fields_in(section))
# These pages show the text as it is saved, so their buttons save the form first.
NEXT_PAGES = {"_publish": "publish", "_review": "review", "_correct": "small_correction"}
HAND_IN = "_hand_in"
# What static/js/desk/begun.js asks for; then nothing that was autosaved becomes a version.
BAR = "bar"
DELETED = "Nothing was saved: somebody deleted this article while you wrote. What you wrote stands below."
READ_FIRST = "Saved, and not handed in: the text changed while you had it open. Read it, and hand in again."
# For the counters under the fields, as the checks count.
LIMITS = {
    "answer": MAX_ANSWER_WORDS,
    "description": (MIN_DESCRIPTION, MAX_DESCRIPTION),
    "remarks": MAX_TEXT,
}


class WritingPage(Base):
    """Mixed into the admin of articles: adding and changing one, and reading one that is not yours."""

    form = ArticleForm
    change_form_template = "admin/articles/article/change_form.html"
    inlines = (GalleryInline, ReferenceInline, BreedFactInline)

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """The template places each field, so one group names them all."""
        whose = ("is_featured", "owner") if may(request.user, EDIT_ANY) else ()
        return ((None, {"fields": (*FIELDS, *whose, "why")}),)

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> tuple[str, ...]:
        """Readers and other sites hold the address of what was published."""
        return ADDRESS if obj and obj.editions.exists() else ()

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Article | None = None
    ) -> dict[str, Sequence[str]]:
        """Only for a new article: later a change of the title leaves the address alone."""
        return {} if obj else {"slug": ("title",)}

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return beginnings(user_of(request)) | super().get_changeform_initial_data(request)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offers as owners only those who can open a draft, in place of all logins."""
        if db_field.name == "owner":
            kwargs["queryset"] = User.objects.filter(is_staff=True, is_active=True).order_by("username")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in WIDGETS:
            kwargs["widget"] = WIDGETS[db_field.name]
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Without Django's small buttons that add and change what is chosen.
            field.widget = field.widget.widget
        return field

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
        elif article.autosaved_by_id is not None and not asks_for_part(request, BAR):
            article = editing.keep_opened(article.pk)
        return article

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> Any:
        """Django leads to the first page; whoever sent a text gets it back."""
        if request.method == "POST" and texts_of(request.POST):
            links = {"Begin a new article": reverse("admin:articles_article_add")}
            return kept_page(request, "The article is deleted", DELETED, links=links, status=HTTPStatus.GONE)
        return super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc]  # of the admin beside it

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        if not change and obj.owner_id is None:
            obj.owner_id = request.user.pk
        # save_related() writes the row of the history, once all rows of the form are saved.
        editing.save_unrecorded(obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if first_picture_leads(form.instance, before=form.initial.get("body", "")):
            messages.info(request, LEADS)
        editing.record(form.instance, by=request.user, why=own_words(form.cleaned_data.get("why", "")))
        forget_typed(form.instance, window_of(request))

    @method_decorator(csp_update(WITH_FRAMES))
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if object_id is None and request.method == "POST":
            # The window may have begun the article already without hearing of it.
            with transaction.atomic():
                begun = begun_in(window_of(request))
                return self._form_of(request, str(begun.pk) if begun else None, form_url, extra_context)
        return self._form_of(request, object_id, form_url, extra_context)

    def _form_of(self, request: HttpRequest, object_id: str | None, *more: Any) -> HttpResponse:
        # Only the form of an existing article names the version that it shows.
        if request.method != "POST" or object_id is None or "version" not in request.POST:
            return super().changeform_view(request, object_id, *more)
        # The lock lasts from the check of the version until the form is saved.
        with transaction.atomic():
            article = article_to_settle(request, unquote(object_id))
            conflict = self._settle(request, article) if article else None
            return conflict or super().changeform_view(request, object_id, *more)

    def _settle(self, request: HttpRequest, article: Article) -> HttpResponse | None:
        """The page that asks about two versions, or None when nothing is left to ask."""
        # Other words of a picture or of the glossary change the text, but no field of the form.
        is_older = has_moved_on(article, window_of(request))
        conflict = SentForm(self, request, article).settle()
        if is_older and HAND_IN in request.POST:
            # Whoever hands in stands for the whole text, so they read what came in before.
            data = request.POST.copy()
            data.setlist("_continue", data.pop(HAND_IN))
            request.POST = data  # type: ignore[assignment]  # Django takes any QueryDict
            messages.warning(request, READ_FIRST)
        return conflict

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article: Article | None = context.get("original")
        may_write = article is None or self.has_change_permission(request, article)
        context |= {"bar": bar_of(article, user_of(request)), "may_write": may_write}
        if article is not None:
            context["editions"] = article.editions.select_related("published_by").order_by("-number")
            context["sent_back"] = sent_back(article)
        if may_write:
            begun = article and autosave_context(request, article, context)
            context |= {
                "autosave": begun or begin_context(request),
                "urgencies": urgency_choices(),
                "limits": LIMITS,
                "remarks": request.POST.get("remarks", ""),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        if HAND_IN in request.POST:
            return self._hand_in(request, obj)
        for button, page in NEXT_PAGES.items():
            if button in request.POST:
                return redirect(reverse(f"admin:articles_article_{page}", args=[obj.pk]))
        if "_continue" in request.POST and CHOOSING not in request.POST:
            # The bar says that it is saved, so no message pushes the text down.
            return self._to_page_of(obj)
        return super().response_change(request, obj)

    def response_add(
        self, request: HttpRequest, obj: Article, post_url_continue: str | None = None
    ) -> HttpResponse:
        if HAND_IN in request.POST:
            return self._hand_in(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_post_save_add(self, request: HttpRequest, obj: Article) -> HttpResponseRedirect:
        """The same page goes on."""
        return self._to_page_of(obj)

    def _hand_in(self, request: HttpRequest, article: Article) -> HttpResponse:
        """Hand in what was just saved, and stay on the page.

        Whoever does that has the whole text before them, and stands for what others changed in it, too.
        """
        form = RemarksForm(request.POST)
        if not form.is_valid():
            messages.error(request, f"Not handed in. {mistakes_of(form)}")
            return self._to_page_of(article)
        remarks = form.cleaned_data["remarks"]
        try:
            publishing.submit(article, by=request.user, remarks=remarks, digest=article.digest)
        except (publishing.NotAllowed, publishing.WrongStage) as error:
            messages.error(request, f"{error}{_not_sent(remarks)}")
        except publishing.TextChanged:
            messages.error(request, f"{CHANGED}{_not_sent(remarks)}")
        else:
            messages.success(request, f"“{article}” is handed in for review.")
        return self._to_page_of(article)

    def _to_page_of(self, article: Article) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def _not_sent(remarks: str) -> str:
    """The note of whoever could not hand in, so that it is not lost."""
    return f" Your note was not sent: “{remarks}”" if remarks else ""
