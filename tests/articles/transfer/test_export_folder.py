"""The folder of an export: what is in it already stays whole, and a failure leaves nothing half written."""

import io
import os
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from articles.models import Article
from articles.transfer import NotEmpty, export_folder
from tests.articles.transfer.content_files import exported, files_of
from tests.factories import DraftArticleFactory, LoneArticleFactory, PictureFactory

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("export_articles", *arguments, stdout=out)
    return out.getvalue()


def test_an_address_that_no_article_has_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    LoneArticleFactory(slug="wag")

    with pytest.raises(CommandError, match="There is no article with the address bark, growl."):
        run(str(tmp_path / "out"), "wag", "growl", "bark")

    assert not (tmp_path / "out").exists()


def test_the_command_says_what_it_wrote(tmp_path: Path) -> None:
    LoneArticleFactory(lead=PictureFactory())
    DraftArticleFactory()

    assert (
        run(str(tmp_path / "out"))
        == f"2 articles, 1 of them drafts, and 1 pictures written to {tmp_path / 'out'}\n"
    )


def test_a_folder_with_files_is_left_alone_unless_told(tmp_path: Path) -> None:
    LoneArticleFactory(slug="wag")
    (tmp_path / "out" / "articles").mkdir(parents=True)
    for name in ("notes.txt", "articles/wag.md", "articles/older.md"):
        (tmp_path / "out" / name).write_text("Mine")

    with pytest.raises(CommandError, match="is not empty. --overwrite writes into it all the same."):
        run(str(tmp_path / "out"))
    assert set(files_of(tmp_path / "out").values()) == {b"Mine"}
    said = run(str(tmp_path / "out"), "--overwrite")

    files = files_of(tmp_path / "out")
    assert files["articles/wag.md"].startswith(b"---\n")
    assert (files["notes.txt"], files["articles/older.md"]) == (b"Mine", b"Mine")
    assert said.startswith("Not of this library, and left as it was: articles/older.md\n")


def test_overwriting_with_the_same_library_changes_no_byte(tmp_path: Path) -> None:
    LoneArticleFactory(lead=PictureFactory())
    before = exported(tmp_path / "out")

    export_folder(tmp_path / "out", overwrite=True)

    assert files_of(tmp_path / "out") == before


def test_a_folder_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("Mine")

    with pytest.raises(CommandError, match=r"/file/out cannot be written: Not a directory\."):
        run(str(tmp_path / "file" / "out"))


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_an_export_that_fails_leaves_every_file_whole(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    LoneArticleFactory(slug="wag", lead=PictureFactory(key="rug"))
    before = exported(tmp_path / "out")
    Article.objects.update(title="Another title")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(CommandError, match="cannot be written: No space left on device"):
        run(str(tmp_path / "out"), "--overwrite")

    assert files_of(tmp_path / "out") == before


def test_an_export_that_fails_leaves_no_new_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    LoneArticleFactory()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        export_folder(tmp_path / "new" / "out")

    assert not (tmp_path / "new" / "out").exists()


def test_a_picture_whose_files_are_gone_is_named_and_the_rest_is_written(tmp_path: Path, media: Path) -> None:
    PictureFactory(key="rug", alt="Words that stay")
    gone = PictureFactory(key="gone", size=(111, 77))
    for name in gone.image.names:
        (media / name).unlink()

    with pytest.raises(CommandError, match="The files of the picture “gone” are missing or broken."):
        run(str(tmp_path / "out"))

    files = files_of(tmp_path / "out")
    assert "pictures/rug.webp" in files
    assert "pictures/gone.webp" not in files
    assert list(yaml.safe_load(files["pictures.yaml"])) == ["rug", "gone"]


def test_a_full_folder_is_refused_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("Mine")

    with pytest.raises(NotEmpty):
        export_folder(tmp_path)
