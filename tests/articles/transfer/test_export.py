"""Exporting writes everything as files, in the form that a person would give them."""

import shutil
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command
from django.utils import timezone

from articles.drafts import editing
from articles.models import Edition, Picture
from articles.publishing import Release, publish
from articles.transfer import export_folder, import_folder
from tests.articles.transfer.content_files import after_a_round_trip, empty_library, exported, files_of
from tests.factories import (
    CategoryFactory,
    ContributorFactory,
    DraftArticleFactory,
    LoneArticleFactory,
    PictureFactory,
    ReferenceFactory,
    SpeciesFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_files_are_laid_out_as_a_person_would_write_them(tmp_path: Path) -> None:
    article = LoneArticleFactory(slug="wag", title="Why: do dogs wag?", lead=PictureFactory(key="rug"))
    article.species.set([SpeciesFactory(slug="dogs"), SpeciesFactory(slug="cats")])
    ReferenceFactory(article=article, key="study1906", sample_size=24)
    article.body = "## What happens\n\nIt wags.[^study1906]\n\n\n"
    article.save()
    publish(
        article, by=None, release=Release(note="Said anew", updated_at=timezone.now().replace(2024, 3, 5))
    )

    text = exported(tmp_path / "out")["articles/wag.md"].decode()

    assert text == (
        "---\n"
        'title: "Why: do dogs wag?"\n'
        "kind: article\n"
        f"category: {article.category.slug}\n"
        "species: [cats, dogs]\n"
        f"author: {article.author.slug}\n"
        "urgency: no-worry\n"
        "standfirst: They do it for a reason.\n"
        "answer: Because they can.\n"
        "key_points:\n"
        "  - It is normal.\n"
        "  - It passes.\n"
        "pictures: [rug]\n"
        "references:\n"
        "  study1906:\n"
        "    authors: Sherrington CS\n"
        "    year: 1906\n"
        "    title: Observations on the scratch-reflex in the spinal dog\n"
        "    source: Journal of Physiology\n"
        "    locator: 34, 1–50\n"
        '    doi: ""\n'
        '    url: ""\n'
        '    evidence: ""\n'
        '    studied: ""\n'
        "    sample_size: 24\n"
        "note: Said anew\n"
        "updated: 2024-03-05\n"
        "---\n"
        "\n"
        "## What happens\n"
        "\n"
        "It wags.[^study1906]\n"
    )


def test_line_ends_of_a_browser_leave_as_those_of_a_file(tmp_path: Path) -> None:
    LoneArticleFactory(slug="wag", body="One.\r\n\r\nTwo.\r\n", standfirst="A\r\nB", key_points="C\r\nD")

    files = exported(tmp_path / "out")

    assert not any(b"\r" in content for name, content in files.items() if not name.endswith(".webp"))
    assert files["articles/wag.md"].endswith(b"\n\nOne.\n\nTwo.\n")


def test_references_keep_the_order_in_which_they_were_written(tmp_path: Path, media: Path) -> None:
    article = DraftArticleFactory(slug="wag", body="Cited.[^zz] [^aa]")
    for key in ("zz", "aa", "mm"):
        ReferenceFactory(article=article, key=key)

    first, second = after_a_round_trip(tmp_path, media)

    head = yaml.safe_load(second["articles/wag.md"].split(b"---")[1])
    assert list(head["references"]) == ["zz", "aa", "mm"]
    assert first == second


def test_a_breed_file_has_a_folder_of_its_own(tmp_path: Path) -> None:
    LoneArticleFactory(slug="cavalier", kind="breed")

    assert "breeds/cavalier.md" in exported(tmp_path / "out")


def test_the_login_of_a_contributor_is_not_exported(tmp_path: Path) -> None:
    ContributorFactory(user=UserFactory(username="secret-login"))

    assert not any(b"secret-login" in content for content in exported(tmp_path / "out").values())


def test_a_picture_with_better_words_makes_no_draft_of_the_pages_that_show_it(tmp_path: Path) -> None:
    picture = PictureFactory()
    LoneArticleFactory(slug="wag", lead=picture)
    Picture.objects.update(alt="Better words")
    editing.picture_changed(Picture.objects.get(), by=None)

    assert b"draft" not in exported(tmp_path / "out")["articles/wag.md"]


def test_named_articles_leave_with_all_they_need_and_nothing_else(tmp_path: Path, media: Path) -> None:
    lead, drawing, shelf = (PictureFactory(key=key) for key in ("lead", "drawing", "shelf"))
    category = CategoryFactory(slug="facts", picture=shelf)
    LoneArticleFactory(slug="wag", lead=lead, category=category, body=f"![](picture:{drawing.key})")
    LoneArticleFactory(slug="bark", lead=PictureFactory(key="other"))

    call_command("export_articles", str(tmp_path / "out"), "wag", verbosity=0)

    files = files_of(tmp_path / "out")
    assert sorted(name for name in files if "/" in name) == [
        "articles/wag.md",
        "pictures/drawing.webp",
        "pictures/lead.webp",
        "pictures/shelf.webp",
    ]
    assert list(yaml.safe_load(files["categories.yaml"])) == ["facts"]
    empty_library(media)
    assert import_folder(tmp_path / "out").problems == []
    assert [edition.article.slug for edition in Edition.objects.live()] == ["wag"]


def test_named_articles_are_added_to_the_lists_of_a_folder(tmp_path: Path) -> None:
    LoneArticleFactory(slug="wag", category=CategoryFactory(slug="facts"))
    LoneArticleFactory(slug="bark", category=CategoryFactory(slug="sounds"))
    export_folder(tmp_path / "out", ["wag"])

    export_folder(tmp_path / "out", ["bark"], overwrite=True)

    files = files_of(tmp_path / "out")
    assert list(yaml.safe_load(files["categories.yaml"])) == ["facts", "sounds"]
    assert {"articles/wag.md", "articles/bark.md"} < files.keys()


def test_an_export_brought_back_to_its_own_site_changes_nothing(tmp_path: Path) -> None:
    LoneArticleFactory(slug="wag", lead=PictureFactory())
    before = exported(tmp_path / "out")

    report = import_folder(tmp_path / "out")

    assert (report.problems, report.created, report.updated) == ([], [], [])
    assert "articles/wag" in report.kept
    assert exported(tmp_path / "again") == before


def test_an_import_passes_by_what_an_export_is_just_writing(tmp_path: Path) -> None:
    LoneArticleFactory(slug="wag")
    exported(tmp_path / "out")
    shutil.copytree(tmp_path / "out" / "articles", tmp_path / "out" / ".export-abc" / "articles")

    assert import_folder(tmp_path / "out").problems == []


def test_a_large_library_leaves_with_few_queries(
    tmp_path: Path, django_assert_max_num_queries: object
) -> None:
    category, author, animals = CategoryFactory(), ContributorFactory(), [SpeciesFactory()]
    for _ in range(12):
        LoneArticleFactory(category=category, author=author, species=animals)

    with django_assert_max_num_queries(19):  # type: ignore[operator]  # pytest-django's fixture
        export_folder(tmp_path / "out")
