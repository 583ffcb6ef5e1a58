"""A dry run says what an import would do, with warnings, and leaves nothing behind."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Category, Contributor, Edition, ImportRecord, Picture, Species
from articles.transfer import import_folder
from tests.articles.transfer.content_files import files_of, line_with, write_article

pytestmark = pytest.mark.django_db

MODELS = [Article, Category, Contributor, Edition, ImportRecord, Picture, Species]


def counts() -> list[int]:
    return [model._default_manager.count() for model in MODELS]


def run(folder: Path, *options: str, verbosity: int = 1) -> tuple[list[str], list[str]]:
    """What was said, and the problems that the command failed with; places within the folder."""
    out, problems = io.StringIO(), ""
    try:
        call_command("import_articles", str(folder), *options, stdout=out, verbosity=verbosity)
    except CommandError as failed:
        problems = str(failed)
    said = (text.replace(f"{folder}/", "").splitlines() for text in (out.getvalue(), problems))
    return next(said), next(said)


def test_it_leaves_no_row_and_no_file(folder: Path, media: Path) -> None:
    write_article(folder, "wag")

    run(folder, "--dry-run")

    assert counts() == [0] * len(MODELS)
    assert not media.exists() or files_of(media) == {}


def test_it_says_what_would_become_of_each_file(folder: Path) -> None:
    for slug in ("changed", "edited", "same"):
        write_article(folder, slug)
    import_folder(folder)
    write_article(folder, "changed", title="Another title")
    write_article(folder, "edited", title="Another title")
    Article.objects.filter(slug="edited").update(title="An editor's title")
    write_article(folder, "new")
    before = counts()

    said, problems = run(folder, "--dry-run")

    assert problems == []
    assert [line for line in said if "articles/" in line and not line.startswith("Warning")] == [
        "Would be created: articles/new",
        "Would be updated: articles/changed",
        "Unchanged: articles/same",
        "Kept as edited here: articles/edited",
    ]
    assert (
        said[-1] == "Nothing was changed. It would be: "
        "1 created, 1 updated, 5 unchanged, 1 kept as edited here, 0 problems"
    )
    assert counts() == before
    assert Article.objects.get(slug="changed").title == "Why do dogs wag?"


def test_it_fails_with_the_problems_that_an_import_would_have(folder: Path) -> None:
    write_article(folder, "wag")
    path = write_article(folder, "bad", category="nothing")

    said, problems = run(folder, "--dry-run")

    expected = [f"articles/bad.md:{line_with(path, 'category:')}: There is no category “nothing”."]
    assert problems == expected
    assert "Would be created: articles/wag" in said
    assert run(folder)[1] == expected


def test_pictures_are_looked_at_without_being_kept(folder: Path, media: Path) -> None:
    (folder / "rug.png").write_text("<script>alert(1)</script>")

    problems = run(folder, "--dry-run")[1]

    assert "pictures.yaml:1: rug: Choose a JPEG, PNG, WebP, HEIC, AVIF or GIF photo." in problems
    assert not media.exists() or files_of(media) == {}


def warnings(said: list[str]) -> list[str]:
    return [line for line in said if line.startswith("Warning: ")]


def test_warnings_have_the_line_in_the_file(folder: Path) -> None:
    path = write_article(
        folder, "wag", "## What happens\n\nGive 5 mg twice a day. [^study1906]\n\nGive 7 mg.\n"
    )

    said = warnings(run(folder, "--dry-run")[0])

    assert any(
        line.startswith(f"Warning: articles/wag.md:{line_with(path, '7 mg')}: ") and "7 mg" in line
        for line in said
    )


def test_a_warning_about_a_field_has_the_fields_line(folder: Path) -> None:
    path = write_article(folder, "wag", description="Short.")

    said = warnings(run(folder, "--dry-run")[0])

    assert any(
        f"articles/wag.md:{line_with(path, 'description:')}: The description has" in line for line in said
    )


def test_an_import_tells_warnings_only_when_asked_for_more(folder: Path) -> None:
    write_article(folder, "wag", description="Short.")

    assert warnings(run(folder)[0]) == []
    write_article(folder, "wag", description="Short still.")
    assert len(warnings(run(folder, verbosity=2)[0])) > 0
    assert Article.objects.get().description == "Short still."


def test_of_a_draft_also_what_will_keep_it_from_readers_is_told(folder: Path) -> None:
    write_article(folder, "wag", draft=True, answer=None)

    said, problems = run(folder, "--dry-run")

    assert problems == []
    assert "Warning: articles/wag.md: The answer (“In short”) is missing." in said
