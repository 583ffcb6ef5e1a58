"""Who may open what: every address of the admin, for every role."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib import auth
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from articles.models import Article, ExternalLink, Redirect
from articles.publishing.checks import record
from articles.roles import AUTHOR, EDITOR, MODERATOR, VET
from comments.models import CommentBlock, Decision, Report, SpamPhrase
from tests.factories import (
    ApprovedCommentFactory,
    DangerPhraseFactory,
    DangerWordsFactory,
    EmergencySignFactory,
    GlossaryTermFactory,
    HeldCommentFactory,
    PictureFactory,
    PoisonLineFactory,
    SynonymFactory,
    UserFactory,
    check_rows,
)
from tests.roles.cast import NOBODY, OWNER, READERS_OF_ANY, STAFF, WRITERS, state

pytestmark = pytest.mark.django_db

# Which roles may open an address of the admin; nobody else may, and nobody at all what is not here.
LISTS = {
    "articles_article": {OWNER, AUTHOR, EDITOR, VET},
    "articles_picture": {OWNER, AUTHOR, EDITOR, VET},
    "articles_category": {OWNER, AUTHOR, EDITOR, VET},
    "articles_species": {OWNER, AUTHOR, EDITOR, VET},
    "articles_contributor": {OWNER, AUTHOR, EDITOR, VET},
    "articles_redirect": {EDITOR},
    "articles_externallink": {EDITOR},
    "articles_glossaryterm": {OWNER, AUTHOR, EDITOR, VET},
    "articles_poisonline": {EDITOR, VET},
    "articles_emergencysign": {EDITOR, VET},
    "articles_symptomcheck": {EDITOR, VET},
    "articles_dangerphrase": {EDITOR, VET},
    "articles_dangerwords": {EDITOR, VET},
    "articles_synonym": {OWNER, AUTHOR, EDITOR, VET},
    "articles_searchcount": {OWNER, AUTHOR, EDITOR, VET},
    "comments_comment": {MODERATOR},
    "comments_commentblock": {MODERATOR},
    "comments_decision": {MODERATOR},
    "comments_heldaddress": {MODERATOR},
    "comments_report": {MODERATOR},
    "comments_spamphrase": {MODERATOR},
    "comments_lowrating": {EDITOR},
    "comments_showncomment": {EDITOR, VET},
}
ADD = {
    "articles_article": {OWNER, AUTHOR, EDITOR},
    "articles_picture": {OWNER, AUTHOR, EDITOR},
    "articles_category": {EDITOR},
    "articles_species": {EDITOR},
    "articles_contributor": {EDITOR},
    "articles_redirect": {EDITOR},
    "articles_glossaryterm": {EDITOR, VET},
    "articles_poisonline": {EDITOR},
    "articles_emergencysign": {EDITOR, VET},
    "articles_symptomcheck": {EDITOR},
    "articles_dangerphrase": {EDITOR, VET},
    "articles_dangerwords": {EDITOR, VET},
    "articles_synonym": {EDITOR, VET},
    "comments_commentblock": {MODERATOR},
    "comments_spamphrase": {MODERATOR},
}
DELETE = {
    "articles_article": WRITERS,
    "articles_picture": {EDITOR},
    "articles_redirect": {EDITOR},
    "articles_glossaryterm": {EDITOR, VET},
    "articles_poisonline": {EDITOR},
    "articles_emergencysign": {EDITOR, VET},
    "articles_symptomcheck": {EDITOR},
    "articles_dangerphrase": {EDITOR, VET},
    "articles_dangerwords": {EDITOR, VET},
    "articles_synonym": {EDITOR, VET},
    "comments_comment": {MODERATOR},
    "comments_spamphrase": {MODERATOR},
}
# Rows that are no articles, and that a vet signs.
TO_SIGN = {"articles_poisonline": {VET}, "articles_emergencysign": {VET}, "articles_symptomcheck": {VET}}
# Of the draft of an author; `call-off`, `share-revoke` and the like take no GET.
PAGES_OF_A_DRAFT = {
    "publish": {EDITOR},
    "withdraw": {EDITOR},
    "call_off": {EDITOR},
    "address": WRITERS,
    "related": {EDITOR},
    "review": READERS_OF_ANY,
    "remark": READERS_OF_ANY,
    "sign": {VET},
    "small_correction": {EDITOR},
    "second_look": READERS_OF_ANY,
    "preview": READERS_OF_ANY,
    "full_preview": READERS_OF_ANY,
    "share": WRITERS,
    "share_revoke": WRITERS,
    "compare": READERS_OF_ANY,
    "restore": WRITERS,
    "autosave": WRITERS,
    "presence": WRITERS,
    "typed": WRITERS,
    "history": READERS_OF_ANY,
    "change": READERS_OF_ANY,
    "delete": WRITERS,
}
# These change something and show nothing.
POST_ONLY = {
    *("call_off", "share_revoke", "autosave", "presence", "remark", "begin", "look_up"),
    *("articles_searchcount_drop", "comments_commentblock_lift", "comments_comment_letters"),
}
WHOLE_ADMIN = {
    **dict.fromkeys(("index", "password_change", "password_change_done", "jsi18n", "logout"), STAFF),
    "app_list": {OWNER, AUTHOR, EDITOR, VET},
    "articles_article_begin": {OWNER, AUTHOR, EDITOR},
    "articles_article_look_up": {OWNER, AUTHOR, EDITOR},
    "articles_article_preview_frame": STAFF,
    "articles_article_second_looks": {OWNER, AUTHOR, EDITOR, VET},
    "articles_searchcount_download": {OWNER, AUTHOR, EDITOR, VET},
    "articles_searchcount_drop": {EDITOR},
    "comments_comment_block": {MODERATOR},
    "comments_comment_reply": {MODERATOR},
    "comments_comment_letters": {MODERATOR},
    "comments_comment_remove_photo": {MODERATOR},
    "comments_commentblock_lift": {MODERATOR},
    "comments_decision_undo": {MODERATOR},
    "comments_heldaddress_export": {MODERATOR},
    "comments_heldaddress_erase": {MODERATOR},
    # Asks for a field of a model, and then for the right to see what it holds.
    "autocomplete": NOBODY,
}
FOR_SUPERUSERS = {"auth_group", "auth_user"}


@dataclass(frozen=True)
class Address:
    """An address of the admin by its name, with the names of what it takes."""

    name: str
    takes: frozenset[str]

    @property
    def page(self) -> str:
        return self.name.removeprefix("articles_article_")

    @property
    def allowed(self) -> set[str]:
        if self.name in WHOLE_ADMIN:
            return WHOLE_ADMIN[self.name]
        if self.name.startswith("articles_article_") and self.takes:
            return PAGES_OF_A_DRAFT[self.page]
        model, _, verb = self.name.rpartition("_")
        if model in FOR_SUPERUSERS or self.name.startswith("auth_"):
            return NOBODY
        read = ("changelist", "change", "history", "try", "preview", "review", "version")
        tables = {**dict.fromkeys(read, LISTS), "add": ADD, "delete": DELETE, "sign": TO_SIGN}
        return tables[verb].get(model, NOBODY)


def addresses_in(patterns: list[URLPattern | URLResolver]) -> Iterator[Address]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses_in(pattern.url_patterns)
        elif pattern.name and pattern.name != "login":
            yield Address(pattern.name, frozenset(pattern.pattern.regex.groupindex))


def admin_addresses() -> list[Address]:
    for pattern in get_resolver().url_patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace == "admin":
            return list(addresses_in(pattern.url_patterns))
    raise LookupError("admin")


@pytest.fixture
def rows(draft: Article) -> dict[str, int]:
    """One row of each model, by the start of its addresses."""
    now = timezone.now()
    link = ExternalLink.objects.create(url="https://example.org/", outcome="good", checked_at=now)
    redirect = Redirect.objects.create(old_path="/articles/old/", article=draft)
    comment = HeldCommentFactory()
    return {
        "articles_article": draft.pk,
        "articles_picture": PictureFactory().pk,
        "articles_category": draft.category.pk,
        "articles_species": draft.species.get().pk,
        "articles_contributor": draft.author.pk,
        "articles_redirect": redirect.pk,
        "articles_externallink": link.pk,
        "articles_glossaryterm": GlossaryTermFactory().pk,
        "articles_poisonline": PoisonLineFactory().pk,
        "articles_emergencysign": EmergencySignFactory().pk,
        "articles_symptomcheck": record(check_rows(), by=None).pk,
        "articles_dangerphrase": DangerPhraseFactory().pk,
        "articles_dangerwords": DangerWordsFactory().pk,
        "articles_synonym": SynonymFactory().pk,
        "comments_comment": comment.pk,
        "comments_commentblock": CommentBlock.objects.create(
            kind="words", pattern="cheap pills", reason="Adverts."
        ).pk,
        "comments_decision": Decision.objects.create(
            comment_number=comment.pk, article=comment.article, action="reject"
        ).pk,
        "comments_report": Report.objects.create(comment=comment, reason="spam").pk,
        "comments_spamphrase": SpamPhrase.objects.create(phrase="cheap pills").pk,
        "comments_lowrating": ApprovedCommentFactory(rating=1).pk,
        "comments_showncomment": ApprovedCommentFactory().pk,
        "auth_group": Group.objects.earliest("pk").pk,
        "auth_user": User.objects.earliest("pk").pk,
    }


def path_of(address: Address, rows: dict[str, int]) -> str:
    pk = next((pk for model, pk in rows.items() if address.name.startswith(f"{model}_")), 0)
    values = {"app_label": "articles"} | dict.fromkeys(("object_id", "pk", "id"), pk)
    path = reverse(f"admin:{address.name}", kwargs={name: values[name] for name in address.takes})
    if address.name == "articles_symptomcheck_version":
        return f"{path}?number=1"
    if address.page != "restore":
        return path
    # What is restored is named beside the address.
    return f"{path}?version={Article.history.filter(id=pk).latest().pk}"


def client_of(user: User, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A browser of this person, who is read from the database once, and not for each of 200 pages."""
    monkeypatch.setattr(auth, "get_user", lambda request: user)
    return Client()


def is_denied(response: Any) -> bool:
    """Refused, or led to the login or, as Django does where it hides a row, to the first page."""
    if response.status_code in {403, 404, 405}:
        return True
    to = response.headers.get("Location", "")
    return bool(response.status_code == 302) and (to == "/admin/" or to.startswith("/admin/login/"))


@pytest.mark.parametrize("role", [*sorted(STAFF), "reader", "visitor"])
def test_every_address_of_the_admin_opens_for_its_roles_only(
    role: str, people: dict[str, User], rows: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    if role != "visitor":
        client = client_of(people.get(role) or UserFactory(is_staff=False, role="editor"), monkeypatch)
    before, wrong = state(), []

    for address in admin_addresses():
        path, allowed = path_of(address, rows), role in address.allowed
        if not allowed:
            wrong += [f"POST {path}" for response in [client.post(path)] if not is_denied(response)]
        elif address.page in POST_ONLY:
            wrong += [f"POST {path}" for response in [client.post(path)] if response.status_code == 403]
        if address.page not in POST_ONLY and address.name != "logout":
            response = client.get(path)
            wrong += [f"GET {path} {response.status_code}" for _ in [0] if is_denied(response) is allowed]

    assert wrong == []
    assert state() == before


def test_a_superuser_may_open_every_address(rows: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_of(UserFactory(is_superuser=True), monkeypatch)
    # Nobody adds or changes these by hand: readers write comments, and check_links looks at links.
    by_nobody = {"comments_comment_add", *(f"articles_externallink_{verb}" for verb in ("add", "delete"))}
    read_only = ("decision", "report", "lowrating", "showncomment")
    by_nobody |= {f"comments_{model}_{verb}" for model in read_only for verb in ("add", "delete")}
    by_nobody |= {"comments_commentblock_delete"}
    by_nobody |= {"articles_redirect_change"} & {address.name for address in admin_addresses()}

    refused = {
        address.name
        for address in admin_addresses()
        if address.page not in POST_ONLY | {"logout", "autocomplete"}
        and is_denied(client.get(path_of(address, rows)))
    }

    assert refused <= by_nobody
