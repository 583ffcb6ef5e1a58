"""From the writer's hand to an editor's approval: each step by who may take it, and kept."""

import pytest
from django.contrib.auth.models import User
from pytest_django import Settings

from articles.drafts import editing
from articles.models import Article
from articles.models.article import Stage
from articles.publishing import (
    EditionSize,
    NotAllowed,
    NotApproved,
    Release,
    TextChanged,
    WrongStage,
    approve,
    publish,
    send_back,
    submit,
    writers_of,
)
from tests.factories import (
    ApprovedArticleFactory,
    AuthorFactory,
    ContributorFactory,
    DraftArticleFactory,
    EditorFactory,
    LiveArticleFactory,
    ModeratorFactory,
    PictureFactory,
    VetFactory,
    live_edition,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> User:
    return AuthorFactory()


@pytest.fixture
def draft(author: User) -> Article:
    """An author's own text, as the admin saves it."""
    article = DraftArticleFactory(owner=author)
    editing.record(article, by=author, why="First words")
    return article


@pytest.fixture
def handed_in(draft: Article, author: User) -> Article:
    return submit(draft, by=author)


def stage_of(article: Article) -> Stage:
    return Stage(Article.objects.get(pk=article.pk).stage)


def reasons_of(article: Article) -> list[str]:
    """What the history says, newest first."""
    return list(article.history.values_list("history_change_reason", flat=True))


def change(article: Article, *, by: User, **fields: str) -> Article:
    """A save in the admin."""
    article = Article.objects.get(pk=article.pk)
    for name, value in (fields or {"answer": "Because they want to."}).items():
        setattr(article, name, value)
    editing.record(article, by=by)
    return article


def test_a_text_goes_from_its_author_over_an_editor_to_readers(draft: Article, author: User) -> None:
    editor = EditorFactory()

    submit(draft, by=author, remarks="Ready, I think")
    approve(draft, by=editor, remarks="Clear")
    edition = publish(draft, by=editor, release=Release(note="First edition"))

    assert live_edition(draft) == edition
    assert stage_of(draft) == Stage.PUBLISHED
    assert reasons_of(draft)[:4] == [
        "Published as edition 1: First edition",
        "Approved: Clear",
        "Handed in for review: Ready, I think",
        "First words",
    ]
    assert [row.history_user for row in draft.history.all()[:4]] == [editor, editor, author, author]


def test_what_is_sent_back_comes_with_remarks_and_can_be_handed_in_again(
    handed_in: Article, author: User
) -> None:
    vet = VetFactory()

    send_back(handed_in, by=vet, remarks="The dose is missing its source.")

    assert stage_of(handed_in) == Stage.SENT_BACK
    assert reasons_of(handed_in)[0] == "Sent back: The dose is missing its source."
    submit(handed_in, by=author)
    assert stage_of(handed_in) == Stage.IN_REVIEW


def test_the_writer_does_not_approve_alone() -> None:
    editor = EditorFactory()
    article = DraftArticleFactory(owner=editor)
    editing.record(article, by=editor)
    submit(article, by=editor)

    with pytest.raises(NotAllowed, match="somebody else approves it"):
        approve(article, by=editor)

    assert stage_of(article) == Stage.IN_REVIEW


def test_who_hands_a_text_in_does_not_approve_it(draft: Article) -> None:
    editor = EditorFactory()
    submit(draft, by=editor)

    with pytest.raises(NotAllowed):
        approve(draft, by=editor)


def test_the_author_whom_readers_see_does_not_approve_it(handed_in: Article) -> None:
    editor = EditorFactory()
    Article.objects.filter(pk=handed_in.pk).update(author=ContributorFactory(user=editor))

    with pytest.raises(NotAllowed):
        approve(handed_in, by=editor)


def test_who_changes_an_approved_text_is_its_writer_from_then_on() -> None:
    first, second = EditorFactory(), EditorFactory()
    article = ApprovedArticleFactory()
    change(article, by=first)
    submit(article, by=second)

    with pytest.raises(NotAllowed):
        approve(article, by=first)


def test_a_site_with_a_single_editor_may_lift_the_rule(settings: Settings) -> None:
    settings.SELF_APPROVAL = True
    editor = EditorFactory()
    article = DraftArticleFactory(owner=editor)
    editing.record(article, by=editor)

    edition = publish(article, by=editor, release=Release(approving=article.digest))

    assert live_edition(article) == edition
    assert reasons_of(article)[:3] == ["Published as edition 1", "Approved", "Handed in for review"]


def test_publishing_approves_nothing_of_ones_own_without_that_setting() -> None:
    editor = EditorFactory()
    article = DraftArticleFactory(owner=editor)
    editing.record(article, by=editor)

    with pytest.raises(NotAllowed):
        publish(article, by=editor, release=Release(approving=article.digest))

    assert stage_of(article) == Stage.WRITING
    assert not article.editions.exists()


@pytest.mark.parametrize("stage", ["writing", "in review"])
def test_what_nobody_approved_is_not_published(draft: Article, author: User, stage: str) -> None:
    if stage == "in review":
        submit(draft, by=author)

    with pytest.raises(NotApproved):
        publish(draft, by=EditorFactory())

    assert not draft.editions.exists()


@pytest.mark.parametrize(
    "fields", [{"title": "Another title"}, {"body": "## Another\n\nText."}, {"urgency": "watch"}]
)
def test_any_change_ends_an_approval(author: User, fields: dict[str, str]) -> None:
    article = ApprovedArticleFactory()

    change(article, by=author, **fields)

    assert stage_of(article) == Stage.WRITING
    with pytest.raises(NotApproved):
        publish(article, by=EditorFactory())


def test_a_change_that_no_save_recorded_ends_an_approval_too() -> None:
    article = ApprovedArticleFactory()
    Article.objects.filter(pk=article.pk).update(answer="Something nobody read.")

    with pytest.raises(NotApproved):
        publish(article, by=EditorFactory())


def test_other_words_for_a_picture_end_an_approval() -> None:
    picture = PictureFactory()
    article = ApprovedArticleFactory(lead=picture)
    picture.alt = "A cat in a box"
    picture.save()

    changed = editing.picture_changed(picture, by=EditorFactory())

    assert changed == 1
    assert stage_of(article) == Stage.WRITING
    assert reasons_of(article)[0] == f"The picture “{picture.key}” was changed"


def test_saving_without_a_change_keeps_an_approval(author: User) -> None:
    article = ApprovedArticleFactory()

    change(article, by=author, answer=article.answer + "\r\n")

    assert stage_of(article) == Stage.APPROVED


def test_a_live_text_begins_a_new_round_when_it_is_changed(author: User) -> None:
    article = LiveArticleFactory()

    changed = change(article, by=author)

    assert changed.stage == Stage.WRITING
    assert [writer.person for writer in writers_of(changed)] == [author]
    assert live_edition(article).answer != changed.answer


def test_what_was_published_can_be_published_again_as_it_is() -> None:
    article = LiveArticleFactory()

    edition = publish(article, by=EditorFactory(), release=Release(size=EditionSize.SMALL))

    assert edition.number == 2


def test_approving_another_text_than_the_one_that_was_read_is_refused(
    handed_in: Article, author: User
) -> None:
    read = Article.objects.get(pk=handed_in.pk).digest
    change(handed_in, by=author)

    with pytest.raises(TextChanged):
        approve(handed_in, by=EditorFactory(), digest=read)

    assert stage_of(handed_in) == Stage.IN_REVIEW


def test_each_step_is_taken_from_its_stage_only(draft: Article, author: User) -> None:
    editor = EditorFactory()

    with pytest.raises(WrongStage, match="being written"):
        approve(draft, by=editor)
    with pytest.raises(WrongStage, match="being written"):
        send_back(draft, by=editor, remarks="No")
    submit(draft, by=author)
    with pytest.raises(WrongStage, match="in review"):
        submit(draft, by=author)


@pytest.mark.parametrize("make", [AuthorFactory, VetFactory, ModeratorFactory])
def test_only_editors_approve(handed_in: Article, make: type[AuthorFactory]) -> None:
    with pytest.raises(NotAllowed):
        approve(handed_in, by=make())


@pytest.mark.parametrize("make", [AuthorFactory, VetFactory, ModeratorFactory])
def test_a_draft_is_handed_in_by_its_owner_or_an_editor_only(
    draft: Article, make: type[AuthorFactory]
) -> None:
    with pytest.raises(NotAllowed):
        submit(draft, by=make())


def test_an_author_neither_publishes_nor_sends_back(author: User, handed_in: Article) -> None:
    with pytest.raises(NotAllowed):
        send_back(handed_in, by=author, remarks="No")
    with pytest.raises(NotAllowed):
        publish(ApprovedArticleFactory(owner=author), by=author)


def test_a_refused_step_leaves_no_row_in_the_history(draft: Article) -> None:
    before = draft.history.count()

    with pytest.raises(WrongStage):
        approve(draft, by=EditorFactory())

    assert draft.history.count() == before
