"""The links in the header of the desk: each person sees those that lead somewhere for them."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

# Its label, the view it leads to, and the right that opens it; "" opens to everybody on the desk.
PLACES = (
    ("Your day", "admin:index", ""),
    ("Articles", "admin:articles_article_changelist", "articles.view_article"),
    ("Comments", "admin:comments_comment_changelist", "comments.view_comment"),
    ("Pictures", "admin:articles_picture_changelist", "articles.view_picture"),
    ("Searches", "admin:articles_searchcount_changelist", "articles.view_searchcount"),
    ("Words", "admin:articles_glossaryterm_changelist", "articles.view_glossaryterm"),
)


@dataclass(frozen=True)
class NavItem:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class DeskNav:
    items: list[NavItem]
    may_write: bool


def desk_nav(request: HttpRequest) -> DeskNav:
    """Return what the header offers to whoever asks. Rights are read once a request, as Django does."""
    places = [(label, reverse(view)) for label, view, right in PLACES if _has(request, right)]
    index = reverse("admin:index")
    items = [
        NavItem(label, url, request.path == url or (url != index and request.path.startswith(url)))
        for label, url in places
    ]
    return DeskNav(items, may_write=_has(request, "articles.add_article"))


def _has(request: HttpRequest, right: str) -> bool:
    # As Django's admin: who may change rows may look at them, without a right to view.
    change = right.replace(".view_", ".change_")
    return not right or request.user.has_perm(right) or request.user.has_perm(change)
