"""In whatever order three people work: words are read by two of them, and two can always publish."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.drafts import editing
from articles.drafts.locking import lock_article
from articles.drafts.restoring import restore
from articles.models import Article, SecondLook
from articles.models.article import Stage
from articles.publishing import (
    NotAllowed,
    NotApproved,
    NotSmall,
    Release,
    TextChanged,
    WrongStage,
    approve,
    may_approve,
    publish,
    send_back,
    small_correction,
    submit,
    who_may_approve,
)
from articles.publishing.second_looks import look
from articles.publishing.small import MOST_WORDS
from tests.factories import AuthorFactory, DraftArticleFactory, EditorFactory, telling_nobody

pytestmark = pytest.mark.django_db

# What a paragraph may say. Only a step from one of the first two to the third is a small correction.
SAYINGS = (
    "Dogs recieve grass.",
    "Dogs receeve grass.",
    "Dogs receive grass.",
    "Cats sleep on hay.",
    "Birds sing.",
)
RIGHT = SAYINGS[2]
PARAGRAPHS = 3
REFUSALS = (NotAllowed, NotApproved, NotSmall, TextChanged, WrongStage)


@dataclass
class Said:
    """A paragraph as somebody put it, and who else stood for it since."""

    writer: User
    is_small: bool = False
    readers: set[User] = field(default_factory=set)


@dataclass
class Room:
    """Three people at one article, and what a careful clerk would note about its words."""

    article: Article
    people: list[User]
    texts: dict[str, list[Said]] = field(default_factory=dict)

    @property
    def body(self) -> str:
        self.article.refresh_from_db()
        return str(self.article.body)

    def said(self) -> list[Said]:
        return self.texts[self.body.strip()]

    def write(self, person: User, place: int, saying: str, save: Callable[[str], None]) -> None:
        old, said = self.body.strip(), self.said()
        parts = old.split("\n\n")
        is_small = parts[place] in SAYINGS[:2] and saying == RIGHT
        parts[place] = saying
        save("\n\n".join(parts))
        new = self.body.strip()
        # A text that was there before is theirs who wrote it then.
        words = Said(person, is_small)
        self.texts.setdefault(new, [*said[:place], words, *said[place + 1 :]])

    def note_readers(self, person: User) -> None:
        for words in self.said():
            words.readers.add(person)

    def unread(self) -> list[Said]:
        return [words for words in self.said() if not words.readers - {words.writer}]


@pytest.fixture
def people() -> list[User]:
    return [AuthorFactory(), EditorFactory(), EditorFactory()]


def room_of(people: list[User]) -> Room:
    author = people[0]
    body = "\n\n".join(SAYINGS[:PARAGRAPHS])
    article = DraftArticleFactory(owner=author, body=body)
    editing.record(article, by=author)
    return Room(article, people, {body: [Said(author) for _ in range(PARAGRAPHS)]})


def saved(room: Room, person: User, body: str) -> None:
    """As the form saves."""
    with transaction.atomic():
        article = lock_article(room.article.pk)
        editing.keep_autosaved(article, by=person)
        article.body = body
        editing.record(article, by=person)


def autosaved(room: Room, person: User, body: str) -> None:
    article = Article.objects.get(pk=room.article.pk)
    editing.autosave(article, {"body": body}, by=person, version=article.version)


def hand_in(room: Room, person: User, is_read: bool) -> None:
    article = Article.objects.get(pk=room.article.pk)
    submit(article, by=person, digest=article.digest if is_read else None)
    if is_read:
        room.note_readers(person)


def give_approval(room: Room, person: User) -> None:
    article = Article.objects.get(pk=room.article.pk)
    may_be = may_approve(article, person)
    try:
        approve(article, by=person, digest=article.digest)
    except REFUSALS:
        assert not may_be
        raise
    assert may_be
    room.note_readers(person)
    assert_read(room)


def publish_it(room: Room, person: User, is_correction: bool) -> None:
    article = Article.objects.get(pk=room.article.pk)
    publish(article, by=person, release=small_correction(article.digest) if is_correction else Release())
    if is_correction:
        room.note_readers(person)
    assert_read(room)
    if room.unread():
        assert SecondLook.objects.filter(edition__article=article, looked_at=None).exists()


def put_back(room: Room, person: User, place: int) -> None:
    rows = list(room.article.history.order_by("history_id"))
    restore(Article.objects.get(pk=room.article.pk), rows[place % len(rows)], by=person)


def look_again(room: Room, person: User) -> None:
    for second_look in SecondLook.objects.filter(edition__article=room.article, looked_at=None):
        look(second_look, by=person)
        for words in room.texts[second_look.edition.body.strip()]:
            words.readers.add(person)


def assert_read(room: Room) -> None:
    """Nobody approved words of their own that nobody else read, but a few mended ones."""
    unread = room.unread()
    assert all(words.is_small for words in unread)
    assert len(unread) <= MOST_WORDS


def assert_named(room: Room) -> None:
    """The pages name just those who may approve."""
    room.article.refresh_from_db()
    if room.article.stage == Stage.IN_REVIEW:
        named = {person for person in who_may_approve(room.article) if person in room.people}
        assert named == {person for person in room.people if may_approve(room.article, person)}


ACTS: dict[str, Callable[[Room, User, int, str], Any]] = {
    "save": lambda room, by, place, saying: room.write(
        by, place % PARAGRAPHS, saying, lambda body: saved(room, by, body)
    ),
    "autosave": lambda room, by, place, saying: room.write(
        by, place % PARAGRAPHS, saying, lambda body: autosaved(room, by, body)
    ),
    "hand in": lambda room, by, place, saying: hand_in(room, by, is_read=True),
    "hand in unread": lambda room, by, place, saying: hand_in(room, by, is_read=False),
    "send back": lambda room, by, place, saying: send_back(room.article, by=by, remarks="Mend it"),
    "approve": lambda room, by, place, saying: give_approval(room, by),
    "publish": lambda room, by, place, saying: publish_it(room, by, is_correction=False),
    "correct": lambda room, by, place, saying: publish_it(room, by, is_correction=True),
    "look again": lambda room, by, place, saying: look_again(room, by),
    "put back": lambda room, by, place, saying: put_back(room, by, place),
}
STEP = st.tuples(
    st.sampled_from(sorted(ACTS)), st.integers(0, 2), st.integers(0, 5), st.sampled_from(SAYINGS)
)


@pytest.fixture(autouse=True)
def _quick() -> object:
    with telling_nobody():
        yield


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEP, min_size=4, max_size=14), pair=st.sampled_from([(0, 1), (0, 2), (1, 2), (2, 1)]))
def test_no_order_of_work_hides_words_from_a_second_person(
    people: list[User], steps: list[tuple[str, int, int, str]], pair: tuple[int, int]
) -> None:
    at_work = room_of(people)
    for act, person, place, saying in steps:
        with suppress(*REFUSALS):
            ACTS[act](at_work, at_work.people[person], place, saying)
        assert_named(at_work)

    two_publish(at_work, *(at_work.people[one] for one in pair))


def two_publish(room: Room, first: User, second: User) -> None:
    """Whatever happened before, one hands in what both have read, and the other approves and publishes it."""
    room.article.refresh_from_db()
    if room.article.stage in {Stage.IN_REVIEW, Stage.APPROVED}:
        send_back(room.article, by=second, remarks="Read it once more")
    if Article.objects.get(pk=room.article.pk).stage != Stage.PUBLISHED:
        hand_in(room, first, is_read=True)
        give_approval(room, second)
    publish_it(room, second, is_correction=False)
    room.article.refresh_from_db()
    assert room.article.editions.live().get().digest == room.article.digest
