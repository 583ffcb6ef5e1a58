"""Who may do what: the groups that a new site has, and the questions the verbs and the admin ask.

`None` in place of a user is the operator at the command line, who may do everything.
"""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.db.models import QuerySet

from articles.models import Article

AUTHOR, EDITOR, VET, MODERATOR = "author", "editor", "vet", "moderator"

CHANGE = "articles.change_article"
VIEW = "articles.view_article"
EDIT_ANY = "articles.edit_any_article"
APPROVE = "articles.approve_article"
SIGN = "articles.sign_article"
PUBLISH = "articles.publish_article"
CHOOSE_RELATED = "articles.change_relatedchoice"

# Whoever has one of these has to read what others write.
READ_ANY = (EDIT_ANY, APPROVE, SIGN, PUBLISH)

Person = User | AbstractBaseUser | AnonymousUser | None


class NotAllowed(Exception):
    """The person may not do this; the message is meant for them."""


def may(by: Person, *permissions: str) -> bool:
    """Whether `by` has one of the permissions."""
    return by is None or (isinstance(by, User) and any(by.has_perm(permission) for permission in permissions))


def require(by: Person, *permissions: str, otherwise: str) -> None:
    """Raises NotAllowed, with `otherwise` as its message, unless `by` has one of the permissions."""
    if not may(by, *permissions):
        raise NotAllowed(otherwise)


def require_edit(by: Person, article: Article) -> None:
    """Raises NotAllowed unless `by` may change this article."""
    if not may_edit(by, article):
        raise NotAllowed("Only the one whose draft it is, or an editor, may change this article.")


def may_edit(by: Person, article: Article) -> bool:
    return may(by, CHANGE) and (may(by, EDIT_ANY) or _owns(by, article))


def may_read(by: Person, article: Article) -> bool:
    return reads_any(by) or (may(by, VIEW, CHANGE) and _owns(by, article))


def reads_any(by: Person) -> bool:
    return may(by, VIEW, CHANGE) and may(by, *READ_ANY)


def readable(articles: QuerySet[Article], by: Person) -> QuerySet[Article]:
    """Those of `articles` that `by` may read, as far as drafts of others go."""
    return articles if by is None or reads_any(by) else articles.filter(owner=by.pk)


def _owns(by: Person, article: Article) -> bool:
    return by is not None and article.owner_id is not None and article.owner_id == by.pk
