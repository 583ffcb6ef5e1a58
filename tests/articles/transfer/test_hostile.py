"""Folders that mean harm, or were made in a hurry: each fault is named, and costs only its own file."""

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article, Contributor, Edition, ImportRecord, Picture, Reference
from articles.transfer import import_folder
from tests.articles.transfer.content_files import (
    BODY,
    line_with,
    problems_of,
    write_article,
    write_list,
)
from tests.factories import ContributorFactory, ReferenceFactory, image_bytes

pytestmark = pytest.mark.django_db


def add_pictures(folder: Path, *files: Any) -> None:
    """Beside the rug, one that is named “sofa-10”, the next “sofa-11”, …."""
    sofas = {f"sofa-{number}": {"file": file, "alt": "A"} for number, file in enumerate(files, start=10)}
    write_list(folder, "pictures", {"rug": {"file": "rug.png", "alt": "A rug"}} | sofas)


NO_PICTURES: list[tuple[Any, str]] = [
    ("../secret.png", "../secret.png is not in this folder."),
    ("../../../../../../etc/passwd", "../../../../../../etc/passwd is not in this folder."),
    ("/etc/passwd", "/etc/passwd is not in this folder."),
    ("pictures/../../secret.png", "pictures/../../secret.png is not in this folder."),
    ("link.png", "link.png is not in this folder."),
    ("linked/secret.png", "linked/secret.png is not in this folder."),
    ("circle.png", "There is no file circle.png."),
    ("articles", "There is no file articles."),
    ("pipe.png", "There is no file pipe.png."),
    ("gone.png", "There is no file gone.png."),
    ("", "There is no file ."),
    (".", "There is no file .."),
    (["rug.png"], "“file” is one value, not a list."),
    (None, "“file” is missing."),
]


def test_a_picture_is_read_from_within_the_folder_only(folder: Path) -> None:
    outside = folder.parent / "elsewhere"
    outside.mkdir()
    for secret in (folder.parent / "secret.png", outside / "secret.png"):
        secret.write_bytes(image_bytes((64, 48), "PNG", "red"))
    (folder / "link.png").symlink_to(folder.parent / "secret.png")
    (folder / "linked").symlink_to(outside)
    (folder / "circle.png").symlink_to(folder / "circle.png")
    os.mkfifo(folder / "pipe.png")
    add_pictures(folder, *(file for file, _ in NO_PICTURES))
    write_article(folder, "wag")

    problems = problems_of(folder)

    for number, (_, message) in enumerate(NO_PICTURES, start=10):
        line = line_with(folder / "pictures.yaml", f"sofa-{number}:")
        assert f"pictures.yaml:{line}: sofa-{number}: {message}" in problems
    assert len(problems) == len(NO_PICTURES)
    assert [picture.key for picture in Picture.objects.all()] == ["rug"]
    assert Edition.objects.live().count() == 1


def test_a_picture_may_be_a_link_within_the_folder(folder: Path) -> None:
    (folder / "same.png").symlink_to(folder / "rug.png")
    add_pictures(folder, "same.png")

    assert problems_of(folder) == []


def test_a_name_too_long_for_the_disk_is_no_more_than_a_problem(folder: Path) -> None:
    add_pictures(folder, "x" * 5000)

    assert len(problems_of(folder)) == 1
    assert [picture.key for picture in Picture.objects.all()] == ["rug"]


@pytest.mark.parametrize("name", ["articles/leak.md", "species.yaml"])
def test_a_text_that_links_out_of_the_folder_is_not_read(folder: Path, name: str) -> None:
    secret = folder.parent / "secret"
    secret.write_text("root:x:0:0")
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(secret)

    report = import_folder(folder)

    assert f"{folder / name}: {name} is not in this folder." in map(str, report.problems)
    assert not any("root:x" in problem.message for problem in report.problems)


def test_a_pipe_in_the_place_of_a_text_does_not_stop_the_import(folder: Path) -> None:
    os.mkfifo(folder / "articles" / "pipe.md")
    write_article(folder, "wag")

    assert problems_of(folder) == ["articles/pipe.md: There is no file articles/pipe.md."]
    assert Edition.objects.live().count() == 1


def test_a_text_of_over_a_megabyte_is_refused_unread(folder: Path) -> None:
    path = write_article(folder, "long")
    with path.open("a") as file:
        file.write("x" * 1_000_001)
    write_article(folder, "wag")

    assert problems_of(folder) == ["articles/long.md: The file is over 1 MB."]
    assert Edition.objects.live().count() == 1


def test_a_list_of_over_a_megabyte_is_refused_unread(folder: Path) -> None:
    (folder / "species.yaml").write_text("#" * 1_000_001)

    assert problems_of(folder) == ["species.yaml: The file is over 1 MB."]


HEADS_THAT_GROW_OR_HIDE = [
    ("title: &t A\nstandfirst: *t", "3: Aliases such as *this are not taken: write it out."),
    ("title: !!python/name:os.system A", "2: Tags such as !this are not taken."),
    ("title: A\ntitle: B", "3: “title” is there twice."),
    ("title: A\nreferences:\n  a: {title: A}\n  a: {title: B}", "5: “a” is there twice."),
    ("title: " + "[" * 900, "2: There are too many lists within lists."),
    ('title: "A\\0"', "2: There is a character that cannot be stored."),
]


def test_front_matter_that_grows_or_hides_is_refused_with_its_line(folder: Path) -> None:
    expected = []
    for number, (head, message) in enumerate(HEADS_THAT_GROW_OR_HIDE):
        (folder / "articles" / f"bad-{number}.md").write_text(f"---\n{head}\n---\n\nText.\n")
        expected.append(f"articles/bad-{number}.md:{message}")
    write_article(folder, "wag")

    assert problems_of(folder) == expected
    assert Edition.objects.live().count() == 1


def test_a_null_character_in_the_text_is_refused_with_its_line(folder: Path) -> None:
    path = write_article(folder, "bad", "## A\n\nText.\0\n")
    write_article(folder, "wag")

    assert problems_of(folder) == [
        f"articles/bad.md:{line_with(path, 'Text.')}: There is a character that cannot be stored."
    ]
    assert Edition.objects.live().count() == 1


def test_words_above_the_front_matter_are_not_lost_in_silence(folder: Path) -> None:
    path = write_article(folder, "wag")
    path.write_text("A stray line.\n" + path.read_text())

    assert problems_of(folder) == [
        "articles/wag.md:1: The file does not begin with front matter between two lines of ---."
    ]


BAD_ENTRIES: list[tuple[Any, str]] = [
    ("Editors", "An entry is a name with its fields."),
    (["name"], "An entry is a name with its fields."),
    (None, "An entry is a name with its fields."),
    ({"name": "A", "role": "B", "user": 1}, "“user” is not known."),
    ({"name": "A", "role": "B", "user_id": 1}, "“user_id” is not known."),
    ({"name": "A", "role": "B", "id": 1}, "“id” is not known."),
    ({"name": "A", "role": "B", 1: 2}, "“1” is not known."),
    ({"name": "A", "role": "B", "is_vet": "perhaps"}, "“perhaps” value must be either True or False."),
    ({"name": "A"}, "This field cannot be blank."),
    ({"name": None, "role": "B"}, "This field cannot be null."),
]


def test_a_bad_entry_costs_no_other(folder: Path) -> None:
    bad = {f"bad-{number}": fields for number, (fields, _) in enumerate(BAD_ENTRIES, start=10)}
    write_list(folder, "contributors", bad | {"editors": {"name": "Scratchpost editors", "role": "Team"}})
    write_article(folder, "wag")

    problems = problems_of(folder)

    for key, (_, message) in zip(bad, BAD_ENTRIES, strict=True):
        line = line_with(folder / "contributors.yaml", f"{key}:")
        assert f"contributors.yaml:{line}: {key}: {message}" in problems
    assert len(problems) == len(BAD_ENTRIES)
    assert [contributor.slug for contributor in Contributor.objects.all()] == ["editors"]
    assert Edition.objects.live().count() == 1


NUMBERS = [".inf", "-.inf", ".nan", "1e999", "9" * 30, "-1", "1.5", "[1]", "2024-01-01"]
# Half a dog is rounded down, as everywhere in Django.
STORABLE = "1.5"


def test_numbers_that_no_column_holds_are_problems_of_their_file(folder: Path) -> None:
    write_article(folder, "wag")
    for number, value in enumerate(NUMBERS):
        path = write_article(folder, f"dogs-{number}")
        path.write_text(path.read_text().replace("year: 1906", f"sample_size: {value}"))

    problems = problems_of(folder)

    wrong = [f"articles/dogs-{n}.md" for n, value in enumerate(NUMBERS) if value != STORABLE]
    assert [problem.split(":")[0] for problem in problems] == wrong
    assert Edition.objects.live().filter(article__slug="wag").exists()


def test_numbers_that_no_column_holds_are_problems_of_their_entry(folder: Path) -> None:
    write_article(folder, "wag")
    with (folder / "species.yaml").open("a") as file:
        for number, value in enumerate(NUMBERS):
            file.write(f"cats-{number}: {{name: Cats {number}, singular: cat, position: {value}}}\n")

    problems = problems_of(folder)

    wrong = [f"cats-{number}" for number, value in enumerate(NUMBERS) if value != STORABLE]
    assert [problem.split(": ")[1] for problem in problems] == wrong
    assert Edition.objects.live().filter(article__slug="wag").exists()


def test_an_entry_cannot_take_the_place_of_another_row(folder: Path) -> None:
    person = ContributorFactory(slug="vet", name="Ours")
    write_list(folder, "contributors", {"other": {"name": "Theirs", "role": "R", "pk": person.pk}})

    problems_of(folder)

    assert list(Contributor.objects.values_list("slug", "name")) == [("vet", "Ours")]


def test_a_reference_cannot_take_the_place_of_another_articles(folder: Path) -> None:
    ours = ReferenceFactory(key="ours")
    stolen = {"authors": "A", "title": "T", "id": ours.pk, "article_id": ours.article_id}
    write_article(folder, "wag", references={"study1906": stolen})

    problems = problems_of(folder)

    assert problems[0].endswith("study1906: “id” is not known.")
    assert Reference.objects.get() == ours


def test_an_entry_that_editors_made_here_is_kept(folder: Path) -> None:
    ContributorFactory(slug="editors", name="Ours")

    report = import_folder(folder)

    assert report.problems == []
    assert "contributors/editors" in report.kept
    assert Contributor.objects.get().name == "Ours"


HOSTILE_FIELDS = st.dictionaries(
    st.sampled_from(
        [
            *("title", "kind", "category", "species", "author", "urgency", "answer", "key_points"),
            *("pictures", "references", "facts", "featured", "draft", "note", "major", "updated"),
        ]
    ),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=6,
    ),
    min_size=1,
    max_size=4,
)


# Five files in each import, as most of the work is done once for each import.
@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(HOSTILE_FIELDS, min_size=5, max_size=5))
def test_whatever_a_field_holds_the_other_files_are_imported(
    folder: Path, files: list[dict[str, Any]]
) -> None:
    Article.objects.all().delete()
    ImportRecord.objects.filter(key__startswith="articles/").delete()
    write_article(folder, "wag", BODY)
    for number, changes in enumerate(files):
        bad = write_article(folder, f"bad-{number}")
        head = yaml.safe_load(bad.read_text().split("---")[1]) | changes
        bad.write_text(f"---\n{yaml.safe_dump(head, allow_unicode=True)}---\n\n{BODY}", encoding="utf-8")

    import_folder(folder)

    assert Article.objects.filter(slug="wag").exists()
