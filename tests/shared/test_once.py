"""What is made once for all processes is whole, and made anew when what it comes from has changed."""

from pathlib import Path
from typing import Any

import pytest

from tests.shared.once import fingerprint, made_once


@pytest.fixture
def made(settings: Any, tmp_path: Path) -> list[Path]:
    """The folders that were filled."""
    settings.VAR_DIR = tmp_path
    return []


def make(name: str, version: str, made: list[Path]) -> Path:
    def fill(folder: Path) -> None:
        made.append(folder)
        (folder / "page").write_text(version)

    return made_once(name, version, fill)


def test_a_folder_is_made_for_the_first_who_asks_and_found_by_the_next(made: list[Path]) -> None:
    folders = [make("library", "1", made) for _ in range(2)]

    assert folders[0] == folders[1]
    assert (folders[0] / "page").read_text() == "1"
    assert len(made) == 1


def test_a_new_version_takes_the_place_of_the_old_and_of_no_other_folder(made: list[Path]) -> None:
    old, other = make("library", "1", made), make("static", "1", made)

    new = make("library", "2", made)

    assert (new / "page").read_text() == "2"
    assert not old.exists()
    assert other.exists()


def test_a_folder_that_could_not_be_filled_is_made_again(made: list[Path]) -> None:
    def fail(folder: Path) -> None:
        (folder / "page").write_text("half a")
        raise FileNotFoundError

    with pytest.raises(FileNotFoundError):
        made_once("library", "1", fail)

    assert (make("library", "1", made) / "page").read_text() == "1"


def test_a_fingerprint_is_another_one_after_each_change_and_no_other_time(tmp_path: Path) -> None:
    page, folder = tmp_path / "page", tmp_path / "folder"
    (folder / "inside").mkdir(parents=True)
    seen = []
    for path, content in [(page, "a"), (page, "b"), (folder / "inside" / "c", ""), (folder / "d", "")]:
        path.write_text(content)
        seen.append(fingerprint(page, folder))
    (folder / "d").unlink()

    assert len(set(seen)) == len(seen)
    assert fingerprint(page, folder) == seen[2]
