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


COMMENTS = "Comments"
MODERATE = "comments.moderate_comment"
# Nobody reads a larger number in a header.
MOST_COUNTED = 99


@dataclass(frozen=True)
class NavCount:
    """How many comments wait, and how many of them may mean danger; `figure` is what is shown."""

    waiting: int
    urgent: int

    @property
    def figure(self) -> str:
        return f"{MOST_COUNTED}+" if self.waiting > MOST_COUNTED else str(self.waiting)


@dataclass(frozen=True)
class NavItem:
    label: str
    url: str
    is_current: bool
    count: NavCount | None = None


@dataclass(frozen=True)
class DeskNav:
    items: list[NavItem]
    may_write: bool


def desk_nav(request: HttpRequest) -> DeskNav:
    """Return what the header offers to whoever asks. Rights are read once a request, as Django does."""
    places = [(label, reverse(view)) for label, view, right in PLACES if _has(request, right)]
    index = reverse("admin:index")
    items = [
        NavItem(
            label,
            url,
            request.path == url or (url != index and request.path.startswith(url)),
            count_waiting() if label == COMMENTS and request.user.has_perm(MODERATE) else None,
        )
        for label, url in places
    ]
    items.append(NavItem("Everything else", f"{index}#else", is_current=False))
    return DeskNav(items, may_write=_has(request, "articles.add_article"))


def _has(request: HttpRequest, right: str) -> bool:
    # As Django's admin: who may change rows may look at them, without a right to view.
    change = right.replace(".view_", ".change_")
    return not right or request.user.has_perm(right) or request.user.has_perm(change)


def count_waiting() -> NavCount:
    """One query of an index that holds only what waits, urgent ones first; it stops beyond MOST_COUNTED."""
    # Models need the apps, which are loaded after this module.
    from comments.models import Comment

    waiting = Comment.objects.to_decide().order_by("-is_urgent", "-created_at", "-pk")
    are_urgent = list(waiting.values_list("is_urgent", flat=True)[: MOST_COUNTED + 1])
    return NavCount(len(are_urgent), sum(are_urgent))
