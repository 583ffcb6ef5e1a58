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


def add_picture(folder: Path, file: Any) -> None:
    write_list(
        folder, "pictures", {"rug": {"file": "rug.png", "alt": "A rug"}, "sofa": {"file": file, "alt": "A"}}
    )


@pytest.mark.parametrize(
    ("file", "message"),
    [
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
    ],
)
def test_a_picture_is_read_from_within_the_folder_only(folder: Path, file: Any, message: str) -> None:
    outside = folder.parent / "elsewhere"
    outside.mkdir()
    for secret in (folder.parent / "secret.png", outside / "secret.png"):
        secret.write_bytes(image_bytes((64, 48), "PNG", "red"))
    (folder / "link.png").symlink_to(folder.parent / "secret.png")
    (folder / "linked").symlink_to(outside)
    (folder / "circle.png").symlink_to(folder / "circle.png")
    os.mkfifo(folder / "pipe.png")
    add_picture(folder, file)
    write_article(folder, "wag")

    problems = problems_of(folder)

    line = line_with(folder / "pictures.yaml", "sofa:")
    assert problems == [f"pictures.yaml:{line}: sofa: {message}"]
    assert [picture.key for picture in Picture.objects.all()] == ["rug"]
    assert Edition.objects.live().count() == 1


def test_a_picture_may_be_a_link_within_the_folder(folder: Path) -> None:
    (folder / "same.png").symlink_to(folder / "rug.png")
    add_picture(folder, "same.png")

    assert problems_of(folder) == []


def test_a_name_too_long_for_the_disk_is_no_more_than_a_problem(folder: Path) -> None:
    add_picture(folder, "x" * 5000)

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


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("title: &t A\nstandfirst: *t", "3: Aliases such as *this are not taken: write it out."),
        ("title: !!python/name:os.system A", "2: Tags such as !this are not taken."),
        ("title: A\ntitle: B", "3: “title” is there twice."),
        ("title: A\nreferences:\n  a: {title: A}\n  a: {title: B}", "5: “a” is there twice."),
        ("title: " + "[" * 900, "2: There are too many lists within lists."),
        ('title: "A\\0"', "2: There is a character that cannot be stored."),
    ],
)
def test_front_matter_that_grows_or_hides_is_refused_with_its_line(
    folder: Path, head: str, message: str
) -> None:
    (folder / "articles" / "bad.md").write_text(f"---\n{head}\n---\n\nText.\n")
    write_article(folder, "wag")

    assert problems_of(folder) == [f"articles/bad.md:{message}"]
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


@pytest.mark.parametrize(
    ("fields", "message"),
    [
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
    ],
)
def test_a_bad_entry_costs_no_other(folder: Path, fields: Any, message: str) -> None:
    entries = {"bad": fields, "editors": {"name": "Scratchpost editors", "role": "Editorial team"}}
    write_list(folder, "contributors", entries)
    write_article(folder, "wag")

    problems = problems_of(folder)

    line = line_with(folder / "contributors.yaml", "bad:")
    assert problems == [f"contributors.yaml:{line}: bad: {message}"]
    assert [contributor.slug for contributor in Contributor.objects.all()] == ["editors"]
    assert Edition.objects.live().count() == 1


@pytest.mark.parametrize(
    "value", [".inf", "-.inf", ".nan", "1e999", "9" * 30, "-1", "1.5", "[1]", "2024-01-01"]
)
@pytest.mark.parametrize("list_name", ["species", "references"])
def test_numbers_that_no_column_holds_are_problems_of_their_file(
    folder: Path, value: str, list_name: str
) -> None:
    write_article(folder, "wag")
    path = write_article(folder, "bad")
    if list_name == "references":
        path.write_text(path.read_text().replace("year: 1906", f"sample_size: {value}"))
    else:
        with (folder / "species.yaml").open("a") as file:
            file.write(f"cats: {{name: Cats, singular: cat, position: {value}}}\n")

    problems = problems_of(folder)

    # Half a dog is rounded down, as everywhere in Django.
    assert len(problems) == (0 if value == "1.5" else 1)
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


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(
            [
                *("title", "kind", "category", "species", "author", "urgency", "answer", "key_points"),
                *("pictures", "references", "facts", "featured", "draft", "note", "major", "updated"),
            ]
        ),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates(),
            lambda inner: (
                st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
            ),
            max_leaves=6,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_a_field_holds_the_other_files_are_imported(folder: Path, changes: dict[str, Any]) -> None:
    Article.objects.all().delete()
    ImportRecord.objects.filter(key__startswith="articles/").delete()
    write_article(folder, "wag", BODY)
    bad = write_article(folder, "bad")
    head = yaml.safe_load(bad.read_text().split("---")[1]) | changes
    bad.write_text(f"---\n{yaml.safe_dump(head, allow_unicode=True)}---\n\n{BODY}", encoding="utf-8")

    import_folder(folder)

    assert Article.objects.filter(slug="wag").exists()
