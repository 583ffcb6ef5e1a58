"""Who may do what: every verb, for every role."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles import glossary
from articles.drafts import editing, restoring, sharing
from articles.models import Article
from articles.pictures import library
from articles.publishing import (
    Release,
    addresses,
    approve,
    call_off,
    publish,
    send_back,
    sign,
    submit,
    withdraw,
)
from articles.publishing.remarks import answer_remark, make_remark
from articles.related import choose
from articles.roles import EDITOR, VET, NotAllowed
from tests.factories import (
    ApprovedArticleFactory,
    DraftArticleFactory,
    GlossaryTermFactory,
    LiveArticleFactory,
    PictureFactory,
)
from tests.roles.cast import READERS_OF_ANY, STAFF, WRITERS, state

pytestmark = pytest.mark.django_db

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
    publish(draft, by=None, release=Release(at=timezone.now() + timedelta(days=1)))


def as_it_is(draft: Article) -> None:
    """It is still being written."""


# Each verb with the state it starts from, and the roles that may do it to an author's article.
VERBS: dict[str, tuple[Callable[[Article], None], Do, set[str]]] = {
    "submit": (as_it_is, lambda draft, by: submit(draft, by=by), WRITERS),
    "send back": (in_review, lambda draft, by: send_back(draft, by=by, remarks="No"), {EDITOR, VET}),
    "approve": (in_review, lambda draft, by: approve(draft, by=by), {EDITOR}),
    "sign": (as_it_is, lambda draft, by: sign(draft, by=by, review_due_on=DUE), {VET}),
    "put a remark": (as_it_is, lambda draft, by: make_remark(draft, by=by, text="Why?"), {EDITOR, VET}),
    "answer a remark": (
        as_it_is,
        lambda draft, by: answer_remark(make_remark(draft, by=None, text="Why?"), by=by, text="So."),
        READERS_OF_ANY,
    ),
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
