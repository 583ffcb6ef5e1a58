"""The lists beside the articles: faults are reported, and what is there belongs to the editors."""

from pathlib import Path
from typing import Any

import pytest

from articles.models import Picture, Species
from articles.transfer import import_folder
from tests.articles.transfer.content_files import line_with, problems_of, write_article, write_list

pytestmark = pytest.mark.django_db


WRONG_PICTURES: list[tuple[dict[str, Any], str]] = [
    ({"file": "gone.png", "alt": "A"}, "There is no file gone.png."),
    ({"file": "words.png", "alt": "A"}, "Choose a JPEG, PNG, WebP, HEIC, AVIF or GIF photo."),
    ({"alt": "A"}, "“file” is missing."),
    ({"file": "rug.png"}, "Write an alternative text, or say that the picture is decorative."),
    ({"file": "rug.png", "alt": "A", "tone": "beige"}, "Value 'beige' is not a valid choice."),
    (
        {"file": "rug.png", "alt": "A", "colour": "red"},
        "“colour” is not known.",
    ),
]


def test_a_wrong_picture_is_reported_with_its_line_and_so_is_what_shows_it(folder: Path) -> None:
    (folder / "words.png").write_text("<script>alert(1)</script>")
    wrong = {f"sofa-{number}": fields for number, (fields, _) in enumerate(WRONG_PICTURES)}
    write_list(folder, "pictures", {"rug": {"file": "rug.png", "alt": "A rug"}} | wrong)
    expected = []
    for key in wrong:
        path = write_article(folder, f"on-{key}", pictures=[key])
        line = line_with(path, "pictures:")
        expected.append(f"articles/{path.name}:{line}: There is no picture “{key}”.")
    for key, (_, message) in zip(wrong, WRONG_PICTURES, strict=True):
        line = line_with(folder / "pictures.yaml", f"{key}:")
        expected.append(f"pictures.yaml:{line}: {key}: {message}")

    assert problems_of(folder) == expected
    assert [picture.key for picture in Picture.objects.all()] == ["rug"]


def test_a_category_whose_picture_is_missing_is_reported(folder: Path) -> None:
    write_list(folder, "categories", {"facts": {"name": "Facts", "short_name": "F", "picture": "sofa"}})

    assert problems_of(folder) == ["categories.yaml:1: facts: There is no picture with the key “sofa”."]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("- a\n- b\n", "species.yaml:1: The file is not a list of names, each with its fields."),
        ("dogs: Dogs\n", "species.yaml:1: dogs: An entry is a name with its fields."),
    ],
)
def test_a_list_in_the_wrong_form_is_reported(folder: Path, content: str, problem: str) -> None:
    (folder / "species.yaml").write_text(content)

    assert problems_of(folder) == [problem]


def test_a_list_that_is_not_yaml_is_reported_with_its_line(folder: Path) -> None:
    (folder / "species.yaml").write_text("dogs:\n  name: [Dogs\ncats:\n")

    assert problems_of(folder)[0].startswith("species.yaml:3: This is not YAML: ")


def test_lists_may_be_left_out(tmp_path: Path) -> None:
    assert (
        str(import_folder(tmp_path)) == "0 created, 0 updated, 0 unchanged, 0 kept as edited here, 0 problems"
    )


def test_entries_of_lists_belong_to_the_editors_once_they_are_made(folder: Path) -> None:
    import_folder(folder)
    Picture.objects.update(alt="Better words")
    Species.objects.all().delete()
    write_list(folder, "pictures", {"rug": {"file": "rug.png", "alt": "The file's words"}})

    report = import_folder(folder)

    assert report.problems == []
    assert Picture.objects.get().alt == "Better words"
    assert not Species.objects.exists()
