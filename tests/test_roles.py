"""Who may open what, and do what: every address of the admin and every verb, for every role."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from articles import glossary
from articles.drafts import editing, restoring, sharing
from articles.models import (
    Article,
    DangerPhrase,
    EmergencySign,
    ExternalLink,
    GlossaryTerm,
    Picture,
    PoisonLine,
    Redirect,
    Synonym,
)
from articles.pictures import library
from articles.publishing import addresses, approve, call_off, publish, send_back, sign, submit, withdraw
from articles.related import choose
from articles.roles import NotAllowed
from comments.models import Comment, Decision, Report, SpamPhrase
from tests.factories import (
    ApprovedArticleFactory,
    ApprovedCommentFactory,
    AuthorFactory,
    DangerPhraseFactory,
    DraftArticleFactory,
    EditorFactory,
    EmergencySignFactory,
    GlossaryTermFactory,
    HeldCommentFactory,
    LiveArticleFactory,
    ModeratorFactory,
    PictureFactory,
    PoisonLineFactory,
    SynonymFactory,
    UserFactory,
    VetFactory,
)

pytestmark = pytest.mark.django_db

AUTHOR, EDITOR, VET, MODERATOR = "author", "editor", "vet", "moderator"
# Of the article in question, or of others.
OWNER = "owner"
STAFF = {OWNER, AUTHOR, EDITOR, VET, MODERATOR}
READERS_OF_ANY = {OWNER, EDITOR, VET}
WRITERS = {OWNER, EDITOR}
NOBODY: set[str] = set()


@pytest.fixture
def people() -> dict[str, User]:
    return {
        OWNER: AuthorFactory(username="owner"),
        AUTHOR: AuthorFactory(username="another"),
        EDITOR: EditorFactory(),
        VET: VetFactory(),
        MODERATOR: ModeratorFactory(),
    }


@pytest.fixture
def draft(people: dict[str, User]) -> Article:
    article: Article = DraftArticleFactory(owner=people[OWNER])
    editing.record(article, by=people[OWNER])
    return article


# --- addresses

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
    "articles_dangerphrase": {EDITOR, VET},
    "articles_synonym": {OWNER, AUTHOR, EDITOR, VET},
    "articles_searchcount": {OWNER, AUTHOR, EDITOR, VET},
    "comments_comment": {MODERATOR},
    "comments_decision": {MODERATOR},
    "comments_report": {MODERATOR},
    "comments_spamphrase": {MODERATOR},
    "comments_lowrating": {EDITOR},
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
    "articles_dangerphrase": {EDITOR, VET},
    "articles_synonym": {EDITOR, VET},
    "comments_spamphrase": {MODERATOR},
}
DELETE = {
    "articles_article": WRITERS,
    "articles_picture": {EDITOR},
    "articles_redirect": {EDITOR},
    "articles_glossaryterm": {EDITOR, VET},
    "articles_poisonline": {EDITOR},
    "articles_emergencysign": {EDITOR, VET},
    "articles_dangerphrase": {EDITOR, VET},
    "articles_synonym": {EDITOR, VET},
    "comments_comment": {MODERATOR},
    "comments_spamphrase": {MODERATOR},
}
# Of the draft of an author; `call-off`, `share-revoke` and the like take no GET.
PAGES_OF_A_DRAFT = {
    "publish": {EDITOR},
    "withdraw": {EDITOR},
    "call_off": {EDITOR},
    "address": WRITERS,
    "related": {EDITOR},
    "review": READERS_OF_ANY,
    "sign": {VET},
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
POST_ONLY = {"call_off", "share_revoke", "autosave", "presence", "articles_searchcount_drop"}
WHOLE_ADMIN = {
    **dict.fromkeys(("index", "password_change", "password_change_done", "jsi18n", "logout"), STAFF),
    "app_list": {OWNER, AUTHOR, EDITOR, VET},
    "articles_article_preview_frame": STAFF,
    "articles_searchcount_download": {OWNER, AUTHOR, EDITOR, VET},
    "articles_searchcount_drop": {EDITOR},
    "comments_comment_reply": {MODERATOR},
    "comments_comment_remove_photo": {MODERATOR},
    "comments_decision_undo": {MODERATOR},
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
        pages = dict.fromkeys(("changelist", "change", "history", "try"), LISTS)
        tables = {**pages, "add": ADD, "delete": DELETE}
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
        "articles_dangerphrase": DangerPhraseFactory().pk,
        "articles_synonym": SynonymFactory().pk,
        "comments_comment": comment.pk,
        "comments_decision": Decision.objects.create(
            comment_number=comment.pk, article=comment.article, action="reject"
        ).pk,
        "comments_report": Report.objects.create(comment=comment, reason="spam").pk,
        "comments_spamphrase": SpamPhrase.objects.create(phrase="cheap pills").pk,
        "comments_lowrating": ApprovedCommentFactory(rating=1).pk,
        "auth_group": Group.objects.earliest("pk").pk,
        "auth_user": User.objects.earliest("pk").pk,
    }


def path_of(address: Address, rows: dict[str, int]) -> str:
    pk = next((pk for model, pk in rows.items() if address.name.startswith(f"{model}_")), 0)
    values = {"app_label": "articles"} | dict.fromkeys(("object_id", "pk", "id"), pk)
    path = reverse(f"admin:{address.name}", kwargs={name: values[name] for name in address.takes})
    if address.page != "restore":
        return path
    # What is restored is named beside the address.
    return f"{path}?version={Article.history.filter(id=pk).latest().pk}"


def is_denied(response: Any) -> bool:
    """Refused, or led to the login or, as Django does where it hides a row, to the first page."""
    if response.status_code in {403, 404, 405}:
        return True
    to = response.headers.get("Location", "")
    return bool(response.status_code == 302) and (to == "/admin/" or to.startswith("/admin/login/"))


def state() -> list[Any]:
    """What somebody without the right to it could have changed."""
    models = (Article, Picture, Redirect, ExternalLink, Comment, Decision, Report, SpamPhrase, User, Group)
    lists = (GlossaryTerm, PoisonLine, EmergencySign, DangerPhrase, Synonym)
    counts: list[Any] = [model._default_manager.count() for model in (*models, *lists)]
    texts = Article.objects.order_by("pk").values_list("pk", "digest", "stage", "slug")
    return [*counts, *texts, *Comment.objects.order_by("pk").values_list("pk", "status")]


@pytest.mark.parametrize("role", [*sorted(STAFF), "reader", "visitor"])
def test_every_address_of_the_admin_opens_for_its_roles_only(
    role: str, people: dict[str, User], rows: dict[str, int]
) -> None:
    client = Client()
    if role != "visitor":
        client.force_login(people.get(role) or UserFactory(is_staff=False, role="editor"))
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


def test_a_superuser_may_open_every_address(rows: dict[str, int]) -> None:
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    # Nobody adds or changes these by hand: readers write comments, and check_links looks at links.
    by_nobody = {"comments_comment_add", *(f"articles_externallink_{verb}" for verb in ("add", "delete"))}
    read_only = ("decision", "report", "lowrating")
    by_nobody |= {f"comments_{model}_{verb}" for model in read_only for verb in ("add", "delete")}
    by_nobody |= {"articles_redirect_change"} & {address.name for address in admin_addresses()}

    refused = {
        address.name
        for address in admin_addresses()
        if address.page not in POST_ONLY | {"logout", "autocomplete"}
        and is_denied(client.get(path_of(address, rows)))
    }

    assert refused <= by_nobody


# --- verbs

Do = Callable[[Article, User], Any]
DUE = timezone.localdate() + timedelta(days=300)


def in_review(draft: Article) -> None:
    submit(draft, by=None)


def approved(draft: Article) -> None:
    in_review(draft)
    approve(draft, by=None)


def live(draft: Article) -> None:
    publish(draft, by=None)


def scheduled(draft: Article) -> None:
    publish(draft, by=None, at=timezone.now() + timedelta(days=1))


def as_it_is(draft: Article) -> None:
    """Still being written."""


# Each verb with the state it starts from, and the roles that may do it to an author's article.
VERBS: dict[str, tuple[Callable[[Article], None], Do, set[str]]] = {
    "submit": (as_it_is, lambda draft, by: submit(draft, by=by), WRITERS),
    "send back": (in_review, lambda draft, by: send_back(draft, by=by, remarks="No"), {EDITOR, VET}),
    "approve": (in_review, lambda draft, by: approve(draft, by=by), {EDITOR}),
    "sign": (as_it_is, lambda draft, by: sign(draft, by=by, review_due_on=DUE), {VET}),
    "publish": (approved, lambda draft, by: publish(draft, by=by), {EDITOR}),
    "withdraw": (live, lambda draft, by: withdraw(draft, by=by), {EDITOR}),
    "call off": (scheduled, lambda draft, by: call_off(draft, by=by), {EDITOR}),
    "share": (as_it_is, lambda draft, by: sharing.share(draft, by=by, days=7), WRITERS),
    "revoke all": (as_it_is, lambda draft, by: sharing.revoke_all(draft, by=by), WRITERS),
    "restore": (
        as_it_is,
        lambda draft, by: restoring.restore(draft, draft.history.latest(), by=by),
        WRITERS,
    ),
    "autosave": (
        as_it_is,
        lambda draft, by: editing.autosave(draft, {"answer": "New"}, by=by, version=draft.version),
        WRITERS,
    ),
    "change the address of a draft": (
        as_it_is,
        lambda draft, by: addresses.change_address(draft, slug="elsewhere", by=by),
        WRITERS,
    ),
    "change the address of a live page": (
        live,
        lambda draft, by: addresses.change_address(draft, slug="elsewhere", by=by),
        {EDITOR},
    ),
    "lead an address on": (
        live,
        lambda draft, by: addresses.lead_on("/articles/gone/", draft, by=by),
        {EDITOR},
    ),
    "choose a related page": (
        as_it_is,
        lambda draft, by: choose(draft, LiveArticleFactory(), by=by),
        {EDITOR},
    ),
    "change a picture": (
        as_it_is,
        lambda draft, by: library.change(PictureFactory(), by=by),
        {EDITOR},
    ),
    "delete a picture": (
        as_it_is,
        lambda draft, by: library.delete(PictureFactory(), by=by),
        {EDITOR},
    ),
    "add a word to the glossary": (
        as_it_is,
        lambda draft, by: glossary.save(GlossaryTermFactory.build(), by=by),
        {EDITOR, VET},
    ),
    "change a word of the glossary": (
        as_it_is,
        lambda draft, by: glossary.save(GlossaryTermFactory(), by=by),
        {EDITOR, VET},
    ),
    "delete a word of the glossary": (
        as_it_is,
        lambda draft, by: glossary.delete(GlossaryTermFactory(), by=by),
        {EDITOR, VET},
    ),
}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_for_its_roles_only(verb: str, people: dict[str, User], draft: Article) -> None:
    prepare, do, allowed = VERBS[verb]
    prepare(draft)
    draft.refresh_from_db()
    done = set()

    for role in sorted(STAFF):
        before = state()
        try:
            with transaction.atomic():
                do(draft, people[role])
                done.add(role)
                transaction.set_rollback(True)
        except NotAllowed:
            assert state() == before

    assert done == allowed


@pytest.mark.parametrize("make", [DraftArticleFactory, ApprovedArticleFactory, LiveArticleFactory])
def test_the_command_line_may_do_everything(make: Callable[[], Article]) -> None:
    article = make()

    publish(article, by=None)
    withdraw(article, by=None)

    assert not article.editions.live().exists()
