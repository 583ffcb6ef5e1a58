"""Importing a folder makes articles and editions of its files, and does no harm when it is repeated."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from articles.models import (
    Article,
    ArticlePicture,
    BreedFact,
    Category,
    Contributor,
    Edition,
    ImportRecord,
    Picture,
    Reference,
    Species,
)
from articles.transfer import import_folder
from tests.articles.transfer.content_files import outcome, problems_of, write_article
from tests.factories import LiveArticleFactory

pytestmark = pytest.mark.django_db


MODELS = [
    Article,
    ArticlePicture,
    BreedFact,
    Category,
    Contributor,
    Edition,
    ImportRecord,
    Picture,
    Reference,
    Species,
]


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in MODELS}


def test_a_file_becomes_a_published_article(folder: Path) -> None:
    write_article(folder, "wag", facts=[{"label": "Size", "value": "Small", "reference": "study1906"}])

    report = import_folder(folder)

    assert report.problems == []
    edition = Edition.objects.live().get()
    assert (edition.article.slug, edition.title, edition.number) == ("wag", "Why do dogs wag?", 1)
    assert (edition.note, edition.published_by) == ("First edition", None)
    assert edition.key_points == ["It is normal.", "It passes."]
    assert [picture["key"] for picture in edition.pictures] == ["rug"]
    assert edition.facts == [{"label": "Size", "value": "Small", "reference": 1, "scale": None}]
    assert 'id="cite-study1906-1"' in edition.body_html


def test_a_file_may_ask_to_lead_the_home_page(folder: Path) -> None:
    write_article(folder, "wag", featured=True)
    write_article(folder, "bark", featured=True)

    report = import_folder(folder)

    assert report.problems == []
    assert [article.slug for article in Article.objects.filter(is_featured=True)] == ["bark"]


def test_who_leads_the_home_page_stays_the_editors_choice(folder: Path) -> None:
    write_article(folder, "wag", featured=True)
    import_folder(folder)
    Article.objects.update(is_featured=False)
    chosen = LiveArticleFactory(is_featured=True)
    write_article(folder, "wag", featured=True, title="A changed file")

    import_folder(folder)

    assert Article.objects.get(is_featured=True) == chosen
    assert Edition.objects.live().filter(title="A changed file").exists()


def test_an_entry_that_holds_nothing_is_left_out_of_its_list(folder: Path) -> None:
    write_article(folder, "wag", key_points=["One.", None, "Two."])

    import_folder(folder)

    assert Edition.objects.get().key_points == ["One.", "Two."]


def test_the_date_in_the_file_is_the_one_that_readers_see(folder: Path) -> None:
    write_article(folder, "wag")

    import_folder(folder)

    edition = Edition.objects.get()
    assert timezone.localtime(edition.updated_at).date().isoformat() == "2024-03-05"
    assert edition.live_from.date() == timezone.now().date()


def test_a_second_import_changes_nothing(folder: Path) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    before, changed_at = counts(), Article.objects.get().changed_at

    report = import_folder(folder)

    assert outcome(report) == ([], [], [])
    assert "articles/wag" in report.unchanged
    assert (counts(), Article.objects.get().changed_at) == (before, changed_at)


def test_overwriting_what_nobody_changed_changes_nothing_either(folder: Path) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    before, changed_at = counts(), Article.objects.get().changed_at

    report = import_folder(folder, overwrite=True)

    assert outcome(report) == ([], [], [])
    assert (counts(), Article.objects.get().changed_at) == (before, changed_at)


def test_a_changed_file_becomes_the_next_edition(folder: Path) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    write_article(folder, "wag", title="Why do dogs wag their tails?", note="A better title")

    report = import_folder(folder)

    assert outcome(report) == ([], ["articles/wag"], [])
    edition = Edition.objects.live().get()
    assert (edition.number, edition.title, edition.note) == (
        2,
        "Why do dogs wag their tails?",
        "A better title",
    )


def test_what_a_changed_file_no_longer_says_is_gone(folder: Path) -> None:
    write_article(folder, "wag", description="For search engines.", kind="breed")
    import_folder(folder)
    write_article(
        folder, "wag", body="Text.", standfirst=None, pictures=None, references=None, key_points=None
    )

    import_folder(folder)

    edition = Edition.objects.live().get()
    assert edition.number == 2
    assert (edition.standfirst, edition.description, edition.kind) == ("", "", "article")
    assert (edition.pictures, edition.references, edition.key_points) == ([], [], [])


def test_new_articles_may_link_to_each_other(folder: Path) -> None:
    write_article(folder, "bark", "[Wagging](article:wag) [^study1906]\n")
    write_article(folder, "wag", "[Barking](article:bark) [^study1906]\n\n::: also bark\n:::\n")

    report = import_folder(folder)

    assert report.problems == []
    assert '<a href="/articles/bark/">Barking</a>' in Edition.objects.get(article__slug="wag").body_html
    assert '<a href="/articles/wag/">Wagging</a>' in Edition.objects.get(article__slug="bark").body_html


def test_a_picture_may_have_another_caption_here(folder: Path) -> None:
    write_article(folder, "wag", pictures=[{"picture": "rug", "caption": "A rug of its own."}])

    assert problems_of(folder) == []
    assert Edition.objects.get().pictures[0]["caption"] == "A rug of its own."


def test_a_minor_change_leaves_the_date_that_readers_see(folder: Path) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    write_article(folder, "wag", title="Why do dogs wag it?", major=False, updated=None)

    import_folder(folder)

    edition = Edition.objects.live().get()
    assert (edition.number, edition.is_major) == (2, False)
    assert timezone.localtime(edition.updated_at).date().isoformat() == "2024-03-05"


def test_a_file_in_another_form_that_says_the_same_makes_no_edition(folder: Path) -> None:
    path = write_article(folder, "wag")
    import_folder(folder)
    text = path.read_text()
    path.write_text(text.replace("species:\n- dogs\n", "species: [dogs]\n"))
    assert path.read_text() != text

    report = import_folder(folder)

    assert outcome(report) == ([], [], [])
    assert "articles/wag" in report.unchanged
    assert Edition.objects.count() == 1
    assert Article.objects.get().history.count() == 1


@pytest.mark.parametrize("change", [{"note": "Another note"}, {"updated": None, "note": "A"}])
def test_another_note_is_another_edition(folder: Path, change: dict[str, Any]) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    write_article(folder, "wag", **change)

    import_folder(folder)

    assert Edition.objects.live().get().note == change["note"]


def test_an_import_is_one_row_of_the_history_with_the_whole_text(folder: Path) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    write_article(folder, "wag", title="Another title")

    import_folder(folder)

    newest, oldest = Article.objects.get().history.all()
    assert (oldest.title, newest.title) == ("Why do dogs wag?", "Another title")
    assert newest.parts["references"][0]["key"] == "study1906"
