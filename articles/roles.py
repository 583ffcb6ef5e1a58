"""Who may do what: the rights of each role, and the questions that the verbs and the admin ask.

A role is a group of that name. `RIGHTS` says what a group may do on a new site; after each
`migrate`, `sync_groups` gives existing groups what the table gained, and takes what it lost.
`None` in place of a user is the operator at the command line, who may do everything.
"""

from typing import Any

from django.apps import apps as installed_apps
from django.apps.registry import Apps
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import QuerySet

from articles.models import Article

AUTHOR, EDITOR, VET, MODERATOR = "author", "editor", "vet", "moderator"

ALL = "add change view delete"
# What each role may do with the rows of a model. Models of the comments are only named here as texts,
# because this app never imports that one.
RIGHTS: dict[str, dict[str, str]] = {
    AUTHOR: {
        "articles.article": ALL,
        "articles.articlepicture": ALL,
        "articles.reference": ALL,
        "articles.breedfact": ALL,
        "articles.picture": "add view",
        "articles.category": "view",
        "articles.species": "view",
        "articles.contributor": "view",
        "articles.glossaryterm": "view",
        "articles.synonym": "view",
        "articles.searchcount": "view",
    },
    EDITOR: {
        "articles.article": f"{ALL} edit_any approve publish",
        "articles.articlepicture": ALL,
        "articles.reference": ALL,
        "articles.breedfact": ALL,
        "articles.picture": ALL,
        "articles.category": "add change view",
        "articles.species": "add change view",
        "articles.contributor": "add change view",
        "articles.redirect": "add view delete",
        "articles.externallink": "view",
        "articles.glossaryterm": ALL,
        "articles.poisonline": ALL,
        "articles.emergencysign": ALL,
        "articles.symptomcheck": ALL,
        "articles.checkquestion": ALL,
        "articles.dangerphrase": ALL,
        "articles.dangerwords": ALL,
        "articles.synonym": ALL,
        "articles.relatedchoice": ALL,
        "articles.searchcount": "view delete",
        "comments.lowrating": "view",
        "comments.showncomment": "view answer",
    },
    VET: {
        "articles.article": "view sign",
        "articles.articlepicture": "view",
        "articles.reference": "view",
        "articles.breedfact": "view",
        "articles.picture": "view",
        "articles.category": "view",
        "articles.species": "view",
        "articles.contributor": "view",
        "articles.glossaryterm": ALL,
        "articles.poisonline": "view",
        "articles.emergencysign": ALL,
        "articles.symptomcheck": "change view",
        "articles.checkquestion": ALL,
        "articles.dangerphrase": ALL,
        "articles.dangerwords": ALL,
        "articles.synonym": ALL,
        "articles.searchcount": "view",
        "comments.showncomment": "view answer",
    },
    MODERATOR: {
        "comments.comment": "change view delete moderate",
        "comments.commentblock": "add change view",
        "comments.decision": "view",
        # Whoever may delete comments one by one may also answer their writers. An operator who has
        # one person for that gives it to their login, and takes it from the group.
        "comments.heldaddress": "view delete",
        "comments.report": "view",
        "comments.spamphrase": ALL,
    },
}

ADD_ARTICLE = "articles.add_article"
CHANGE = "articles.change_article"
VIEW = "articles.view_article"
EDIT_ANY = "articles.edit_any_article"
APPROVE = "articles.approve_article"
SIGN = "articles.sign_article"
PUBLISH = "articles.publish_article"
CHOOSE_RELATED = "articles.change_relatedchoice"

# It gives the rights; a site has other backends too, and Django then asks which one is meant.
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"

# Whoever has one of these has to read what others write.
READ_ANY = (EDIT_ANY, APPROVE, SIGN, PUBLISH)

Person = User | AbstractBaseUser | AnonymousUser | None


class NotAllowed(Exception):
    """The person may not do this; the message is meant for them."""


def may(by: Person, *permissions: str) -> bool:
    """Whether `by` has one of the permissions."""
    return by is None or (isinstance(by, User) and any(by.has_perm(permission) for permission in permissions))


def logins_with(right: str) -> QuerySet[User]:
    """Return the active logins that open the desk and have this right, superusers among them."""
    people: QuerySet[User] = User.objects.with_perm(right, backend=MODEL_BACKEND)
    return people.filter(is_staff=True)


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
    """Those of `articles` that `by` may read: all of them, or only their own."""
    return articles if by is None or reads_any(by) else articles.filter(owner=by.pk)


def editable(articles: QuerySet[Article], by: Person) -> QuerySet[Article]:
    """Those of `articles` that `by` may change: all of them, only their own, or none."""
    if not may(by, CHANGE):
        return articles.none()
    return articles if by is None or may(by, EDIT_ANY) else articles.filter(owner=by.pk)


def _owns(by: Person, article: Article) -> bool:
    return by is not None and article.owner_id is not None and article.owner_id == by.pk


# A role and the name of a permission.
Right = tuple[str, str]


def permissions_of(role: str) -> set[str]:
    """The names of the permissions that the table gives to a role: {"articles.view_article", ...}."""
    return {
        name.replace(".", f".{verb}_")
        for name, verbs in RIGHTS.get(role, {}).items()
        for verb in verbs.split()
    }


def sync_groups(using: str = DEFAULT_DB_ALIAS, apps: Apps = installed_apps, **_: Any) -> None:
    """Bring the groups what the table gained or lost since the last time; a receiver of post_migrate.

    Each right is given once and remembered as a GrantedRight. So what an operator took away is not
    given again, what they added stays, and a group that they deleted or renamed is not made anew.
    """
    try:
        memory = _rows("articles", "GrantedRight", apps, using)
    except LookupError:
        # The database was migrated back to a time before rights were remembered.
        return
    known = set(memory.values_list("role", "permission"))
    wanted = {(role, permission) for role in RIGHTS for permission in permissions_of(role)}
    if known == wanted:
        return
    with transaction.atomic(using=using):
        groups = _rows("auth", "Group", apps, using)
        known_roles = {role for role, _permission in known}
        new = (groups.model(name=role) for role in RIGHTS if role not in known_roles)
        groups.bulk_create(new, ignore_conflicts=True)
        _give(wanted - known, memory, apps, using)
        _take(known - wanted, memory, apps, using)


def _give(rights: set[Right], memory: Any, apps: Apps, using: str) -> None:
    """A right whose group is gone or whose permission does not exist yet is left for another time."""
    given = _as_stored(rights, apps, using)
    through = _rows("auth", "Group_permissions", apps, using)
    through.bulk_create((through.model(**ids) for ids in given.values()), ignore_conflicts=True)
    rows = (memory.model(role=role, permission=permission) for role, permission in given)
    memory.bulk_create(rows, ignore_conflicts=True)


def _take(rights: set[Right], memory: Any, apps: Apps, using: str) -> None:
    for ids in _as_stored(rights, apps, using).values():
        _rows("auth", "Group_permissions", apps, using).filter(**ids).delete()
    for role, permission in rights:
        memory.filter(role=role, permission=permission).delete()


def _as_stored(rights: set[Right], apps: Apps, using: str) -> dict[Right, dict[str, int]]:
    """Return the primary keys of those rights whose group and permission exist."""
    if not rights:
        return {}
    names = {permission.partition(".")[2] for _role, permission in rights}
    groups = dict(_rows("auth", "Group", apps, using).values_list("name", "pk"))
    rows = _rows("auth", "Permission", apps, using).filter(codename__in=names)
    found = {
        f"{app}.{codename}": pk
        for app, codename, pk in rows.values_list("content_type__app_label", "codename", "pk")
    }
    return {
        (role, permission): {"group_id": groups[role], "permission_id": found[permission]}
        for role, permission in rights
        if role in groups and permission in found
    }


def _rows(app: str, model: str, apps: Apps, using: str) -> Any:
    return apps.get_model(app, model)._default_manager.using(using)
