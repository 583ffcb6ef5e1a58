"""Editors' choices of related pages leave the site and come back with the articles."""

from pathlib import Path

import pytest

from articles.models import Article
from articles.publishing.addresses import change_address
from articles.related import choose, unchoose
from articles.transfer import import_folder
from articles.transfer.exporting import export_folder
from tests.articles.transfer.content_files import files_of, line_with, problems_of, write_article

pytestmark = pytest.mark.django_db


def chosen_for(slug: str) -> list[str]:
    choices = Article.objects.get(slug=slug).related_choices.select_related("other")
    return [choice.other.slug for choice in choices]


def test_a_file_names_pages_that_stand_in_later_files(folder: Path) -> None:
    write_article(folder, "bark", related=["wag", "howl"])
    for slug in ("howl", "wag"):
        write_article(folder, slug)

    report = import_folder(folder)

    assert report.problems == []
    assert chosen_for("bark") == ["wag", "howl"]
    assert chosen_for("wag") == []


WRONG_NAMES: dict[str, tuple[object, str]] = {
    "alone": (["alone"], "A page is not related to itself."),
    "nobody": (["howl", "nothing"], "There is no article “nothing”."),
    "twice": (["howl", "howl"], "“Why do dogs wag?” is chosen already."),
    "word": ("howl", "“related” is a list."),
}


def test_a_wrong_name_is_told_with_its_file_and_line(folder: Path) -> None:
    expected = []
    for slug, (related, message) in WRONG_NAMES.items():
        path = write_article(folder, slug, related=related)
        expected.append(f"articles/{slug}.md:{line_with(path, 'related:')}: {message}")
    write_article(folder, "howl")

    assert problems_of(folder) == expected
    assert [article.slug for article in Article.objects.all()] == ["howl"]


def test_other_choices_in_a_file_need_no_new_edition(folder: Path) -> None:
    for slug in ("bark", "howl", "wag"):
        write_article(folder, slug)
    import_folder(folder)
    write_article(folder, "bark", related=["howl"])

    report = import_folder(folder)

    assert report.updated == ["articles/bark"]
    assert chosen_for("bark") == ["howl"]
    assert Article.objects.get(slug="bark").editions.count() == 1


def test_what_an_editor_chose_since_is_kept(folder: Path) -> None:
    write_article(folder, "bark", related=["howl"])
    write_article(folder, "howl")
    write_article(folder, "wag")
    import_folder(folder)
    bark, howl, wag = (Article.objects.get(slug=slug) for slug in ("bark", "howl", "wag"))
    unchoose(bark, howl, by=None)
    choose(bark, wag, by=None)
    write_article(folder, "bark", title="Why do dogs bark?", related=["howl"])

    assert import_folder(folder).kept == ["articles/bark"]
    assert chosen_for("bark") == ["wag"]

    import_folder(folder, overwrite=True)
    assert chosen_for("bark") == ["howl"]


def test_a_page_under_its_old_address_is_found(folder: Path) -> None:
    write_article(folder, "howl")
    import_folder(folder)
    change_address(Article.objects.get(slug="howl"), slug="why-howl", kind="article", by=None)
    write_article(folder, "bark", related=["howl"])

    assert problems_of(folder) == []
    assert chosen_for("bark") == ["why-howl"]


def test_choices_leave_and_come_back_byte_for_byte(folder: Path, tmp_path: Path) -> None:
    write_article(folder, "bark", related=["wag", "howl"])
    for slug in ("howl", "wag"):
        write_article(folder, slug)
    import_folder(folder)

    export_folder(tmp_path / "first")
    assert b"related: [wag, howl]" in (tmp_path / "first" / "articles" / "bark.md").read_bytes()
    assert b"related" not in (tmp_path / "first" / "articles" / "wag.md").read_bytes()
    Article.objects.get(slug="bark").related_choices.all().delete()
    import_folder(tmp_path / "first", overwrite=True)
    export_folder(tmp_path / "second")

    assert files_of(tmp_path / "first") == files_of(tmp_path / "second")


def test_a_dry_run_chooses_nothing(folder: Path) -> None:
    for slug in ("bark", "howl"):
        write_article(folder, slug)
    import_folder(folder)
    write_article(folder, "bark", related=["howl"])

    report = import_folder(folder, dry_run=True)

    assert report.updated == ["articles/bark"]
    assert chosen_for("bark") == []
