"""The working copy's one door: in turn, kept in the history under the right name, taken stock of."""

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from articles.drafts import editing
from articles.drafts.fields import contents_of, contents_of_version
from articles.drafts.fingerprint import digest_of, page_digest
from articles.drafts.locking import Conflict
from articles.models import Article, BreedFact, Edition, InternalLink, PictureUse
from articles.models.article import Stage
from articles.publishing import publish
from tests.factories import (
    ApprovedArticleFactory,
    DraftArticleFactory,
    EditorFactory,
    LiveArticleFactory,
    PictureFactory,
    ReferenceFactory,
    live_edition,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def mira() -> User:
    return EditorFactory(username="mira")


def fresh(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def history_of(article: Article) -> list[tuple[str, str | None]]:
    """Who and why, newest first, without the row of the article's making."""
    rows = article.history.select_related("history_user")
    return [(str(row.history_user), row.history_change_reason) for row in rows if row.history_type != "+"]


def linked(article: Article, edition: Edition | None = None) -> set[Article]:
    return {link.target for link in InternalLink.objects.filter(article=article, edition=edition)}


def shown(article: Article, edition: Edition | None = None) -> set[str]:
    return {use.picture.key for use in PictureUse.objects.filter(article=article, edition=edition)}


def test_a_row_of_the_history_is_the_whole_working_copy(mira: User) -> None:
    article = DraftArticleFactory(lead=PictureFactory(key="rug"), body="## One\n\nTwo.[^study1906]")
    reference = ReferenceFactory(article=article, key="study1906")
    BreedFact.objects.create(article=article, label="Size", value="Small", reference=reference)

    version = editing.record(article, by=mira, why="A source")

    assert contents_of_version(version) == contents_of(fresh(article))
    assert version.parts["references"][0]["key"] == "study1906"
    assert version.parts["pictures"]["rug"]["alt"] == "A dog on a rug"
    assert digest_of(contents_of_version(version)) == fresh(article).digest == page_digest(article)
    assert history_of(article) == [("mira", "A source")]


def test_every_recorded_save_is_kept_even_without_a_change(mira: User) -> None:
    article = DraftArticleFactory()
    editing.record(article, by=mira)
    version = fresh(article).version

    editing.record(fresh(article), by=mira)

    assert len(history_of(article)) == 2
    assert fresh(article).version == version


def test_an_autosave_writes_no_row_of_the_history(mira: User) -> None:
    article = DraftArticleFactory()
    editing.record(article, by=mira)
    before = history_of(article)

    saved = editing.autosave(article, {"answer": "Half a sen"}, by=mira, version=fresh(article).version)

    assert fresh(article).answer == "Half a sen"
    assert history_of(article) == before
    assert saved.version == article.version + 1


def test_an_autosave_over_a_newer_text_writes_nothing(mira: User) -> None:
    article = DraftArticleFactory()
    editing.record(article, by=mira)
    old = fresh(article).version
    editing.autosave(article, {"answer": "Theirs"}, by=EditorFactory(), version=old)

    with pytest.raises(Conflict) as conflict:
        editing.autosave(article, {"answer": "Mine"}, by=mira, version=old)

    assert fresh(article).answer == "Theirs"
    assert conflict.value.article.answer == "Theirs"


def test_an_autosave_ends_an_approval(mira: User) -> None:
    article: Article = ApprovedArticleFactory()

    editing.autosave(article, {"answer": "Other words."}, by=mira, version=article.version)

    assert fresh(article).stage == Stage.WRITING


def test_what_one_person_autosaved_is_not_put_down_to_the_next(mira: User) -> None:
    ada = EditorFactory(username="ada")
    article = DraftArticleFactory()
    editing.record(article, by=mira)
    editing.autosave(article, {"answer": "Ada's words."}, by=ada, version=fresh(article).version)

    locked = fresh(article)
    editing.keep_autosaved(locked, by=mira)
    locked.answer = "Mira's words."
    editing.record(locked, by=mira, why="Mended")

    rows = list(article.history.all()[:2])
    assert history_of(article)[:2] == [("mira", "Mended"), ("ada", "Autosaved")]
    assert [row.answer for row in rows] == ["Mira's words.", "Ada's words."]


def test_one_persons_autosaves_become_part_of_their_own_save(mira: User) -> None:
    article = DraftArticleFactory()
    editing.record(article, by=mira)
    editing.autosave(article, {"answer": "Half"}, by=mira, version=fresh(article).version)

    locked = fresh(article)
    editing.keep_autosaved(locked, by=mira)
    editing.record(locked, by=mira, why="Done")

    assert history_of(article) == [("mira", "Done"), ("mira", None)]


def test_links_and_pictures_of_the_working_copy_are_kept_in_rows(mira: User) -> None:
    other, third = LiveArticleFactory(slug="other"), LiveArticleFactory(slug="third")
    PictureFactory(key="map")
    article = DraftArticleFactory(
        lead=PictureFactory(key="rug"),
        body="[One](article:other)\n\n::: also third\n:::\n\n![](picture:map)\n\n[Again](article:other#top)",
    )

    editing.record(article, by=mira)

    assert linked(article) == {other, third}
    assert shown(article) == {"rug", "map"}
    article.body = "Nothing more."
    editing.record(article, by=mira)
    assert linked(article) == set()
    assert shown(article) == {"rug"}


def test_an_article_does_not_point_at_itself(mira: User) -> None:
    article = LiveArticleFactory(slug="self")
    article.body = "[Above](article:self)"

    editing.record(article, by=mira)

    assert linked(article) == set()


def test_an_edition_keeps_what_it_pointed_at(mira: User) -> None:
    other = LiveArticleFactory(slug="other")
    article: Article = ApprovedArticleFactory(
        body="## One\n\n[Other](article:other)", lead=PictureFactory(key="rug")
    )
    edition = publish(article, by=mira)

    article = fresh(article)
    article.body = "## One\n\nNo link."
    editing.record(article, by=mira)

    assert linked(article) == set()
    assert linked(article, edition) == {other}
    assert shown(article, edition) == {"rug"}


def test_an_address_is_no_part_of_what_is_signed() -> None:
    article = DraftArticleFactory(slug="before")
    before = page_digest(article)

    article.slug = "after"

    assert page_digest(article) == before


def test_articles_from_before_the_stock_are_taken_stock_of() -> None:
    other, known = LiveArticleFactory(slug="other"), ApprovedArticleFactory()
    old = LiveArticleFactory(body="## One\n\n[Other](article:other)", lead=PictureFactory(key="rug"))
    Article.objects.filter(pk=old.pk).update(digest="")
    InternalLink.objects.all().delete()
    PictureUse.objects.all().delete()
    rows = known.history.count()

    call_command("refresh_articles", stdout=(out := StringIO()))

    assert fresh(old).digest == page_digest(old)
    assert linked(old) == linked(old, live_edition(old)) == {other}
    assert shown(old) == shown(old, live_edition(old)) == {"rug"}
    assert known.history.count() == rows
    assert out.getvalue() == "Articles taken stock of: 1\n"
