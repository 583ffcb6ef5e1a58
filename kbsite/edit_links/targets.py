"""Which page of the desk changes what a reader's page shows, for one person."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import Resolver404, resolve, reverse

from articles.models import Article, Category, Contributor, GlossaryTerm, Species, SymptomCheck
from articles.publishing.addresses import article_once_at
from articles.roles import SIGN, may, may_edit, may_read
from comments.models import Comment

MAX_ADDRESS = 2000
EDIT = "Edit this page"


@dataclass(frozen=True)
class Target:
    """A link to a page of the desk."""

    label: str
    href: str


Found = Target | None
# Takes what the address holds and the name of the place in the page.
Finder = Callable[[User, dict[str, Any], str], Found]


def target_of(address: str, person: User, *, host: str) -> Found:
    """Return where the person changes the page at `address`; None if they may not, or nobody can.

    `address` is a path, or a whole address of this site at `host`. Nothing tells a page that the person may
    not read from one that is not there.
    """
    try:
        parts = urlsplit(address[:MAX_ADDRESS].strip())
        if parts.netloc and parts.netloc.lower() not in {host.lower(), urlsplit(settings.SITE_URL).netloc}:
            return None
        match = resolve(_below_the_folder(parts.path))
    except (ValueError, Resolver404):
        return None
    finder = FINDERS.get(match.url_name or "")
    return finder(person, match.kwargs, parts.fragment) if finder else None


def _below_the_folder(path: str) -> str:
    prefix = settings.PATH_PREFIX
    return path.removeprefix(prefix) if prefix and path.startswith(f"{prefix}/") else path


def _article(person: User, named: dict[str, Any], place: str) -> Found:
    article = article_once_at(named["slug"])
    if article is None or not may_read(person, article):
        return None
    return _way_to(article, person)


def _way_to(article: Article, person: User) -> Target:
    if may_edit(person, article):
        return Target(EDIT, _admin("article_change", article.pk))
    if may(person, SIGN):
        return Target("Read and sign this page", _admin("article_sign", article.pk))
    return Target("Open this page’s text", _admin("article_change", article.pk))


def _check(person: User, named: dict[str, Any], place: str) -> Found:
    return _row(SymptomCheck, person, "Edit this check", slug=named["slug"])


def _contributor(person: User, named: dict[str, Any], place: str) -> Found:
    return _row(Contributor, person, EDIT, slug=named["slug"])


def _species(person: User, named: dict[str, Any], place: str) -> Found:
    return _row(Species, person, "Edit this animal", slug=named["slug"])


def _category(person: User, named: dict[str, Any], place: str) -> Found:
    return _row(Category, person, "Edit this category", slug=named["slug"])


def _glossary(person: User, named: dict[str, Any], place: str) -> Found:
    """The word whose place in the page is named, or the list of words."""
    word = _row(GlossaryTerm, person, "Edit this word", slug=place) if place else None
    return word or _list("glossaryterm", person, "Edit the words")


def _emergency(person: User, named: dict[str, Any], place: str) -> Found:
    return _list("emergencysign", person, "Edit the signs")


def _checks(person: User, named: dict[str, Any], place: str) -> Found:
    return _list("symptomcheck", person, "Edit the checks")


def _comment(person: User, named: dict[str, Any], place: str) -> Found:
    found = Comment.objects.approved().filter(pk=named["pk"]).first()
    page = answer_page(person, found.pk) if found else ""
    return Target("Answer this comment", page) if page else None


def answer_page(person: User, pk: int) -> str:
    """Return the page on which the person answers the comment with this number; "" if they may not."""
    if may(person, "comments.answer_showncomment"):
        return reverse("admin:comments_showncomment_change", args=[pk])
    if may(person, "comments.moderate_comment"):
        return reverse("admin:comments_comment_reply", args=[pk])
    return ""


def _row(model: Any, person: User, label: str, **which: str) -> Found:
    name = model._meta.model_name
    if not may(person, f"articles.change_{name}"):
        return None
    pk = model._default_manager.filter(**which).values_list("pk", flat=True).first()
    return Target(label, _admin(f"{name}_change", pk)) if pk else None


def _list(name: str, person: User, label: str) -> Found:
    return Target(label, _admin(f"{name}_changelist")) if may(person, f"articles.change_{name}") else None


def _admin(name: str, *args: int) -> str:
    return reverse(f"admin:articles_{name}", args=args)


# By the names of articles/urls.py and comments/urls.py.
FINDERS: dict[str, Finder] = {
    "article": _article,
    "breed": _article,
    "article_markdown": _article,
    "breed_markdown": _article,
    "check": _check,
    "check_note": _check,
    "checks": _checks,
    "contributor": _contributor,
    "species": _species,
    "category": _category,
    "glossary": _glossary,
    "emergency": _emergency,
    "fridge_sheet": _emergency,
    "comment": _comment,
}
