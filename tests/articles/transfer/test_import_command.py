"""manage.py import_articles says what it did, and fails where a file has a problem."""

import io
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article
from tests.articles.transfer.content_files import write_article

pytestmark = pytest.mark.django_db


def run(folder: Path, *options: str, verbosity: int = 1) -> str:
    out = io.StringIO()
    call_command("import_articles", str(folder), *options, stdout=out, verbosity=verbosity)
    return out.getvalue()


def test_the_command_says_what_it_did(folder: Path) -> None:
    write_article(folder, "wag")

    assert run(folder) == "5 created, 0 updated, 0 unchanged, 0 kept as edited here, 0 problems\n"
    assert run(folder) == "0 created, 0 updated, 5 unchanged, 0 kept as edited here, 0 problems\n"
    assert run(folder, verbosity=0) == ""


def test_the_command_names_what_it_kept_and_overwrites_when_told(folder: Path) -> None:
    write_article(folder, "wag")
    run(folder)
    Article.objects.update(title="An editor's title")
    write_article(folder, "wag", title="The file's title")

    assert run(folder).startswith("Kept as edited here: articles/wag\n")
    assert "1 updated" in run(folder, "--overwrite")
    assert Article.objects.get().title == "The file's title"


def test_the_command_fails_with_every_problem_on_a_line(folder: Path) -> None:
    write_article(folder, "bad", category="nothing")
    write_article(folder, "worse", author=None)

    with pytest.raises(CommandError) as failed:
        run(folder)

    assert failed.value.returncode == 1
    lines = str(failed.value).splitlines()
    assert [re.sub(r".*/", "", line) for line in lines] == [
        "bad.md:3: There is no category “nothing”.",
        "worse.md:1: “author” is missing.",
    ]


def test_the_command_wants_a_folder(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is not a folder"):
        run(tmp_path / "nothing")
