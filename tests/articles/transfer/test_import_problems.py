"""Each fault in a file is reported with its line, and that file alone is left out."""

from pathlib import Path
from typing import Any

import pytest

from articles.models import Article, Edition
from articles.transfer import import_folder
from tests.articles.transfer.content_files import line_with, outcome, problems_of, write_article

pytestmark = pytest.mark.django_db


def test_a_link_to_a_file_that_failed_fails_too_and_the_rest_is_imported(folder: Path) -> None:
    bad = write_article(folder, "bad", "Text [^nobody].\n")
    linking = write_article(folder, "linking", "Text.\n\n[Bad](article:bad) [^study1906]\n")
    write_article(folder, "wag")

    problems = problems_of(folder)

    assert problems == [
        f"articles/bad.md:{line_with(bad, 'nobody')}: There is no reference with the key “nobody”.",
        f"articles/linking.md:{line_with(linking, 'article:bad')}: "
        "There is no article with the address “bad”.",
    ]
    assert [article.slug for article in Article.objects.all()] == ["wag"]


def test_a_file_that_failed_is_imported_once_it_is_mended(folder: Path) -> None:
    write_article(folder, "wag", category="nothing")
    import_folder(folder)
    write_article(folder, "wag")

    report = import_folder(folder)

    assert outcome(report) == (["articles/wag"], [], [])


def test_a_changed_file_that_fails_leaves_the_live_edition_alone(folder: Path) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    write_article(folder, "wag", "Text [^nobody].\n", title="Worse")

    assert len(problems_of(folder)) == 1

    assert Article.objects.get().title == "Why do dogs wag?"
    assert Edition.objects.get().title == "Why do dogs wag?"


# Each with the field that is told, and what is told of it.
WRONG_FIELDS: list[tuple[dict[str, Any], str, str]] = [
    ({"colour": "red"}, "colour", "“colour” is not known."),
    ({"category": "nothing"}, "category", "There is no category “nothing”."),
    ({"species": ["cats"]}, "species", "There is no species “cats”."),
    ({"species": "dogs"}, "species", "“species” is a list."),
    ({"pictures": ["sofa"]}, "pictures", "There is no picture “sofa”."),
    ({"author": "nobody"}, "author", "There is no contributor “nobody”."),
    ({"kind": "advert"}, "kind", "kind: Value 'advert' is not a valid choice."),
    ({"urgency": "panic"}, "urgency", "urgency: Value 'panic' is not a valid choice."),
    ({"title": ""}, "title", "title: This field cannot be blank."),
    (
        {"title": "x" * 151},
        "title",
        "title: Ensure this value has at most 150 characters (it has 151).",
    ),
    ({"key_points": "One."}, "key_points", "“key_points” is a list."),
    ({"updated": "yesterday"}, "updated", "“updated” is a date, such as 2026-11-22."),
    ({"note": "x" * 301}, "note", "The note is over 300 characters."),
    ({"references": ["a"]}, "references", "“references” is a list of keys, each with its fields."),
    ({"facts": ["a"]}, "facts", "Each fact has a label and a value."),
    ({"facts": 5}, "facts", "“facts” is a list."),
    (
        {"facts": [{"label": "A", "value": "B", "reference": "nobody"}]},
        "facts",
        "There is no reference with the key “nobody”.",
    ),
    (
        {"facts": [{"label": "A", "value": "B", "reference": ["study1906"]}]},
        "facts",
        "There is no reference with the key “['study1906']”.",
    ),
    ({"facts": [{"label": "A"}]}, "facts", "value: This field cannot be blank."),
    ({"facts": [{"label": "A", "value": None}]}, "facts", "value: This field cannot be blank."),
    (
        {"references": {"Study 1": {"authors": "A", "title": "T"}}},
        "Study 1",
        "key: Use small letters, digits and single hyphens.",
    ),
    (
        {"references": {"study1906": {"authors": "A", "title": "T", "year": "long ago"}}},
        "study1906",
        "year: “long ago” value must be an integer.",
    ),
    (
        {"references": {"study1906": {"authors": "A", "title": "T", "doi": "doi:10.1/x"}}},
        "study1906",
        "doi: Like 10.1000/182.",
    ),
    (
        {"references": {"study1906": {"title": "T"}}},
        "study1906",
        "authors: This field cannot be blank.",
    ),
    (
        {"references": {"study1906": {"authors": "A", "title": "T", "colour": "red"}}},
        "study1906",
        "study1906: “colour” is not known.",
    ),
]


def test_a_wrong_field_is_reported_with_its_line(folder: Path) -> None:
    expected = []
    for number, (changes, field, message) in enumerate(WRONG_FIELDS, start=10):
        path = write_article(folder, f"wrong-{number}", **changes)
        expected.append(f"articles/{path.name}:{line_with(path, f'{field}:')}: {message}")
    write_article(folder, "wag")

    assert problems_of(folder) == expected
    assert [article.slug for article in Article.objects.all()] == ["wag"]


def test_a_missing_field_is_reported(folder: Path) -> None:
    fields = ["author", "category", "title"]
    for field in fields:
        missing: dict[str, Any] = {field: None}
        write_article(folder, f"without-{field}", **missing)

    assert problems_of(folder) == [
        f"articles/without-{field}.md:1: “{field}” is missing." for field in fields
    ]


def test_what_readers_would_miss_is_reported(folder: Path) -> None:
    write_article(folder, "wag", answer=None, urgency=None, species=None)

    assert problems_of(folder) == [
        "articles/wag.md: No species is chosen.",
        "articles/wag.md: The answer (“In short”) is missing.",
        "articles/wag.md: The urgency is not declared.",
    ]


@pytest.mark.parametrize("blank_lines", [0, 1, 5])
def test_lines_of_the_text_are_counted_in_the_file(folder: Path, blank_lines: int) -> None:
    body = "\n" * blank_lines + "## A\n\nText.\n\n::: nota\nText.\n:::\n\nText [^nobody].\n"
    path = write_article(folder, "wag", body)

    problems = problems_of(folder)

    assert [problem.split(": ")[0] for problem in problems] == [
        f"articles/wag.md:{line_with(path, '::: nota')}",
        f"articles/wag.md:{line_with(path, 'nobody')}",
    ]


# What a file holds, and how the one problem with it begins.
UNREADABLE = {
    "empty": (b"", ":1: The file does not begin with front matter"),
    "text only": (b"Just text.\n", ":1: The file does not begin with front matter"),
    "a list": (b"---\n- a\n- b\n---\nText.\n", ":1: The file does not begin with front matter"),
    "open bracket": (b"---\ntitle: A\ncategory: [facts\nauthor: x\n---\n", ":4: This is not YAML: "),
    "colon": (b"---\ntitle: A: B\n---\nText.\n", ":2: This is not YAML: "),
    "blank lines first": (b"\n\n---\ntitle: A: B\n---\nText.\n", ":4: This is not YAML: "),
    "no such day": (b"---\ntitle: A\nupdated: 2026-02-30\n---\n", ": This is not YAML: "),
    "JSON": (b"{\n nonsense\n}\n\nText.\n", ":1: The file does not begin with front matter"),
    "numbers as fields": (b"---\n1: a\nb: c\n---\n", ""),
    "Latin 1": (b"---\ntitle: \xe9\n---\n", ": The file is not UTF-8 text."),
    "UTF-16": ("---\ntitle: A\n---\n".encode("utf-16"), ": The file is not UTF-8 text."),
    "a null character": (b"---\ntitle: a\x00b\n---\n", ": This is not YAML: "),
}


def test_a_file_that_cannot_be_read_is_reported_and_left_out(folder: Path) -> None:
    for name, (content, _) in UNREADABLE.items():
        (folder / "articles" / f"{name}.md").write_bytes(content)
    write_article(folder, "bark")

    problems = problems_of(folder)

    assert len(problems) == len(UNREADABLE)
    for name, (_, start) in UNREADABLE.items():
        assert [problem for problem in problems if problem.startswith(f"articles/{name}.md{start}")], name
    assert [article.slug for article in Article.objects.all()] == ["bark"]


def test_a_name_that_is_no_address_is_reported(folder: Path) -> None:
    write_article(folder, "Bad_Name")

    assert problems_of(folder) == [
        "articles/Bad_Name.md: slug: Use small letters, digits and single hyphens."
    ]


def test_two_files_of_one_name_are_reported_and_neither_wins(folder: Path) -> None:
    write_article(folder, "wag")
    (folder / "breeds").mkdir()
    (folder / "breeds" / "wag.md").write_text((folder / "articles" / "wag.md").read_text())

    problems = problems_of(folder)

    assert problems == [
        "articles/wag.md: Another file has this name: breeds/wag.md.",
        "breeds/wag.md: Another file has this name: articles/wag.md.",
    ]
    assert not Article.objects.exists()


WRONG_PICTURES = [
    ({"picture": "rug", "colour": "red"}, "pictures: “colour” is not known."),
    ({"caption": "A rug"}, "There is no picture “”."),
    ({"picture": "sofa"}, "There is no picture “sofa”."),
    ({"picture": "rug", "caption": "x" * 301}, "caption: Ensure this value has at most 300 characters"),
]


def test_a_wrong_picture_of_the_gallery_is_reported(folder: Path) -> None:
    starts = []
    for number, (entry, message) in enumerate(WRONG_PICTURES):
        path = write_article(folder, f"wag-{number}", pictures=[entry])
        starts.append(f"articles/{path.name}:{line_with(path, 'pictures:')}: {message}")

    problems = problems_of(folder)

    for start in starts:
        assert [problem for problem in problems if problem.startswith(start)], start


def test_a_yes_or_no_is_true_or_false(folder: Path) -> None:
    expected = []
    for field in ("draft", "featured", "major"):
        path = write_article(folder, field, **{field: "perhaps"})
        expected.append(f"articles/{field}.md:{line_with(path, f'{field}: ')}: “{field}” is true or false.")

    assert problems_of(folder) == expected
