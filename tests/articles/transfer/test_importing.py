"""Importing a folder: again and again without harm, all or nothing for each file, editors first."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.drafts import editing
from articles.drafts.fingerprint import fingerprint
from articles.models import (
    Article,
    ArticlePicture,
    BreedFact,
    Category,
    Contributor,
    Edition,
    ImportRecord,
    Picture,
    Reference,
    Species,
)
from articles.models.article import Stage
from articles.publishing import publish, withdraw
from articles.transfer import Report, import_folder
from tests.articles.transfer.content_files import (
    line_with,
    make_folder,
    problems_of,
    write_article,
    write_list,
)
from tests.factories import LiveArticleFactory, live_edition

pytestmark = pytest.mark.django_db

MODELS = [
    Article,
    ArticlePicture,
    BreedFact,
    Category,
    Contributor,
    Edition,
    ImportRecord,
    Picture,
    Reference,
    Species,
]


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in MODELS}


def outcome(report: Report) -> tuple[list[str], list[str], list[str]]:
    """Articles only."""
    kinds = (report.created, report.updated, report.kept)
    created, updated, kept = ([key for key in keys if key.startswith("articles/")] for keys in kinds)
    return created, updated, kept


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_folder(tmp_path)


def test_a_file_becomes_a_published_article(folder: Path) -> None:
    write_article(folder, "wag", facts=[{"label": "Size", "value": "Small", "reference": "study1906"}])

    report = import_folder(folder)

    assert report.problems == []
    edition = Edition.objects.live().get()
    assert (edition.article.slug, edition.title, edition.number) == ("wag", "Why do dogs wag?", 1)
    assert (edition.note, edition.published_by) == ("First edition", None)
    assert edition.key_points == ["It is normal.", "It passes."]
    assert [picture["key"] for picture in edition.pictures] == ["rug"]
    assert edition.facts == [{"label": "Size", "value": "Small", "reference": 1, "scale": None}]
    assert 'id="cite-study1906-1"' in edition.body_html


def test_a_file_may_ask_to_lead_the_home_page(folder: Path) -> None:
    write_article(folder, "wag", featured=True)
    write_article(folder, "bark", featured=True)

    report = import_folder(folder)

    assert report.problems == []
    assert [article.slug for article in Article.objects.filter(is_featured=True)] == ["bark"]


def test_who_leads_the_home_page_stays_the_editors_choice(folder: Path) -> None:
    write_article(folder, "wag", featured=True)
    import_folder(folder)
    Article.objects.update(is_featured=False)
    chosen = LiveArticleFactory(is_featured=True)
    write_article(folder, "wag", featured=True, title="A changed file")

    import_folder(folder)

    assert Article.objects.get(is_featured=True) == chosen
    assert Edition.objects.live().filter(title="A changed file").exists()


def test_an_entry_that_holds_nothing_is_left_out_of_its_list(folder: Path) -> None:
    write_article(folder, "wag", key_points=["One.", None, "Two."])

    import_folder(folder)

    assert Edition.objects.get().key_points == ["One.", "Two."]


def test_the_date_in_the_file_is_the_one_that_readers_see(folder: Path) -> None:
    write_article(folder, "wag")

    import_folder(folder)

    edition = Edition.objects.get()
    assert timezone.localtime(edition.updated_at).date().isoformat() == "2024-03-05"
    assert edition.live_from.date() == timezone.now().date()


def test_a_second_import_changes_nothing(folder: Path) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    before, changed_at = counts(), Article.objects.get().changed_at

    report = import_folder(folder)

    assert outcome(report) == ([], [], [])
    assert "articles/wag" in report.unchanged
    assert (counts(), Article.objects.get().changed_at) == (before, changed_at)


def test_overwriting_what_nobody_changed_changes_nothing_either(folder: Path) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    before, changed_at = counts(), Article.objects.get().changed_at

    report = import_folder(folder, overwrite=True)

    assert outcome(report) == ([], [], [])
    assert (counts(), Article.objects.get().changed_at) == (before, changed_at)


def test_a_changed_file_becomes_the_next_edition(folder: Path) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    write_article(folder, "wag", title="Why do dogs wag their tails?", note="A better title")

    report = import_folder(folder)

    assert outcome(report) == ([], ["articles/wag"], [])
    edition = Edition.objects.live().get()
    assert (edition.number, edition.title, edition.note) == (
        2,
        "Why do dogs wag their tails?",
        "A better title",
    )


def test_what_a_changed_file_no_longer_says_is_gone(folder: Path) -> None:
    write_article(folder, "wag", description="For search engines.", kind="breed")
    import_folder(folder)
    write_article(
        folder, "wag", body="Text.", standfirst=None, pictures=None, references=None, key_points=None
    )

    import_folder(folder)

    edition = Edition.objects.live().get()
    assert edition.number == 2
    assert (edition.standfirst, edition.description, edition.kind) == ("", "", "article")
    assert (edition.pictures, edition.references, edition.key_points) == ([], [], [])


def test_what_an_editor_changed_is_kept(folder: Path) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    Article.objects.update(title="An editor's title")
    write_article(folder, "wag", title="The file's title")

    report = import_folder(folder)

    assert outcome(report) == ([], [], ["articles/wag"])
    assert Article.objects.get().title == "An editor's title"
    assert Edition.objects.count() == 1


def test_an_editors_change_to_a_reference_alone_is_kept_too(folder: Path) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    Reference.objects.update(year=1907)
    write_article(folder, "wag", title="The file's title")

    assert outcome(import_folder(folder))[2] == ["articles/wag"]


def test_saving_in_the_admin_without_a_change_is_no_change(folder: Path) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    article = Article.objects.get()
    before = fingerprint(article)

    # Browsers send the ends of lines so, whatever they were.
    article.body = article.body.replace("\n", "\r\n")
    article.key_points = article.key_points.replace("\n", "\r\n")

    assert fingerprint(article) == before


def test_an_article_that_editors_wrote_here_is_kept(folder: Path) -> None:
    article = LiveArticleFactory(slug="wag", title="Ours")
    write_article(folder, "wag")

    report = import_folder(folder)

    assert outcome(report) == ([], [], ["articles/wag"])
    assert live_edition(article).title == "Ours"


def test_overwriting_replaces_even_what_an_editor_changed(folder: Path) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    Article.objects.update(title="An editor's title")
    publish(Article.objects.get(), by=None)

    report = import_folder(folder, overwrite=True)

    assert outcome(report) == ([], ["articles/wag"], [])
    edition = Edition.objects.live().get()
    assert (edition.number, edition.title) == (3, "Why do dogs wag?")


@pytest.mark.parametrize("file_changes", [False, True])
def test_an_article_that_was_deleted_is_not_brought_back(folder: Path, file_changes: bool) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    Article.objects.all().delete()
    if file_changes:
        write_article(folder, "wag", title="Another title")

    import_folder(folder)

    assert not Article.objects.exists()


def test_overwriting_brings_back_even_what_was_deleted(folder: Path) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    Article.objects.all().delete()

    report = import_folder(folder, overwrite=True)

    assert outcome(report) == (["articles/wag"], [], [])


@pytest.mark.parametrize("file_changes", [False, True])
def test_an_article_that_was_withdrawn_stays_so(folder: Path, file_changes: bool) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    withdraw(Article.objects.get(), by=None)
    if file_changes:
        write_article(folder, "wag", title="Another title")

    import_folder(folder)

    assert not Edition.objects.live().exists()
    assert not Edition.objects.upcoming().exists()


def test_new_articles_may_link_to_each_other(folder: Path) -> None:
    write_article(folder, "bark", "[Wagging](article:wag) [^study1906]\n")
    write_article(folder, "wag", "[Barking](article:bark) [^study1906]\n\n::: also bark\n:::\n")

    report = import_folder(folder)

    assert report.problems == []
    assert '<a href="/articles/bark/">Barking</a>' in Edition.objects.get(article__slug="wag").body_html
    assert '<a href="/articles/wag/">Wagging</a>' in Edition.objects.get(article__slug="bark").body_html


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


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
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
    ],
)
def test_a_wrong_field_is_reported_with_its_line(
    folder: Path, changes: dict[str, Any], field: str, message: str
) -> None:
    path = write_article(folder, "wrong", **changes)
    write_article(folder, "wag")

    problems = problems_of(folder)

    assert problems == [f"articles/wrong.md:{line_with(path, f'{field}:')}: {message}"]
    assert [article.slug for article in Article.objects.all()] == ["wag"]


@pytest.mark.parametrize("field", ["title", "category", "author"])
def test_a_missing_field_is_reported(folder: Path, field: str) -> None:
    missing: dict[str, Any] = {field: None}
    write_article(folder, "wag", **missing)

    assert problems_of(folder) == [f"articles/wag.md:1: “{field}” is missing."]


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


@pytest.mark.parametrize(
    ("content", "start"),
    [
        (b"", "articles/wag.md:1: The file does not begin with front matter"),
        (b"Just text.\n", "articles/wag.md:1: The file does not begin with front matter"),
        (b"---\n- a\n- b\n---\nText.\n", "articles/wag.md:1: The file does not begin with front matter"),
        (b"---\ntitle: A\ncategory: [facts\nauthor: x\n---\n", "articles/wag.md:4: This is not YAML: "),
        (b"---\ntitle: A: B\n---\nText.\n", "articles/wag.md:2: This is not YAML: "),
        (b"\n\n---\ntitle: A: B\n---\nText.\n", "articles/wag.md:4: This is not YAML: "),
        (b"---\ntitle: A\nupdated: 2026-02-30\n---\n", "articles/wag.md: This is not YAML: "),
        (b"{\n nonsense\n}\n\nText.\n", "articles/wag.md:1: The file does not begin with front matter"),
        (b"---\n1: a\nb: c\n---\n", "articles/wag.md"),
        (b"---\ntitle: \xe9\n---\n", "articles/wag.md: The file is not UTF-8 text."),
        ("---\ntitle: A\n---\n".encode("utf-16"), "articles/wag.md: The file is not UTF-8 text."),
        (b"---\ntitle: a\x00b\n---\n", "articles/wag.md: This is not YAML: "),
    ],
    ids=[
        *(
            "empty",
            "text only",
            "a list",
            "open bracket",
            "colon",
            "blank lines first",
            "no such day",
            "JSON",
            "numbers as fields",
        ),
        *("Latin 1", "UTF-16", "a null character"),
    ],
)
def test_a_file_that_cannot_be_read_is_reported_and_left_out(
    folder: Path, content: bytes, start: str
) -> None:
    (folder / "articles" / "wag.md").write_bytes(content)
    write_article(folder, "bark")

    problems = problems_of(folder)

    assert len(problems) == 1
    assert problems[0].startswith(start)
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


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"file": "gone.png", "alt": "A"}, "There is no file gone.png."),
        ({"file": "words.png", "alt": "A"}, "Choose a JPEG, PNG, WebP or HEIC photo."),
        ({"alt": "A"}, "“file” is missing."),
        ({"file": "rug.png"}, "Write an alternative text, or say that the picture is decorative."),
        ({"file": "rug.png", "alt": "A", "tone": "beige"}, "Value 'beige' is not a valid choice."),
        (
            {"file": "rug.png", "alt": "A", "colour": "red"},
            "“colour” is not known.",
        ),
    ],
)
def test_a_wrong_picture_is_reported_with_its_line_and_so_is_what_shows_it(
    folder: Path, fields: dict[str, Any], message: str
) -> None:
    (folder / "words.png").write_text("<script>alert(1)</script>")
    write_list(folder, "pictures", {"rug": {"file": "rug.png", "alt": "A rug"}, "sofa": fields})
    path = write_article(folder, "sitting", pictures=["sofa"])

    problems = problems_of(folder)

    line = line_with(folder / "pictures.yaml", "sofa:")
    assert problems == [
        f"articles/sitting.md:{line_with(path, 'pictures:')}: There is no picture “sofa”.",
        f"pictures.yaml:{line}: sofa: {message}",
    ]
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


def test_a_draft_is_written_and_not_published(folder: Path) -> None:
    write_article(folder, "wag", draft=True, note=None, updated=None)

    report = import_folder(folder)

    assert outcome(report) == (["articles/wag"], [], [])
    article = Article.objects.get()
    assert (article.stage, article.history.count()) == (Stage.WRITING, 1)
    assert article.parts["gallery"] == [{"picture": "rug", "caption": ""}]
    assert not Edition.objects.exists()


def test_a_draft_need_not_be_ready(folder: Path) -> None:
    write_article(folder, "wag", "Text [^nobody].\n", draft=True, answer=None, urgency=None)

    assert problems_of(folder) == []
    assert not Edition.objects.exists()


def test_a_link_to_a_draft_is_a_problem_of_the_page_that_links(folder: Path) -> None:
    write_article(folder, "draft", draft=True)
    path = write_article(folder, "wag", "[^study1906] [Draft](article:draft)\n")

    assert problems_of(folder)[0].startswith(f"articles/wag.md:{line_with(path, 'article:draft')}: ")
    assert [article.slug for article in Article.objects.all()] == ["draft"]


def test_a_changed_draft_changes_the_working_copy_alone(folder: Path) -> None:
    write_article(folder, "wag", draft=True)
    import_folder(folder)
    write_article(folder, "wag", draft=True, title="Another title")

    report = import_folder(folder)

    assert outcome(report) == ([], ["articles/wag"], [])
    assert Article.objects.get().title == "Another title"
    assert not Edition.objects.exists()


def test_a_live_page_stays_while_its_next_text_is_imported_as_a_draft(folder: Path) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    write_article(folder, "wag", draft=True, title="Another title")

    import_folder(folder)

    article = Article.objects.get()
    assert (article.title, article.stage) == ("Another title", Stage.WRITING)
    assert live_edition(article).title == "Why do dogs wag?"


def test_a_draft_that_is_a_draft_no_more_is_published(folder: Path) -> None:
    write_article(folder, "wag", draft=True)
    import_folder(folder)
    write_article(folder, "wag")

    assert outcome(import_folder(folder)) == ([], ["articles/wag"], [])
    assert Edition.objects.live().get().title == "Why do dogs wag?"


def test_a_picture_may_have_another_caption_here(folder: Path) -> None:
    write_article(folder, "wag", pictures=[{"picture": "rug", "caption": "A rug of its own."}])

    assert problems_of(folder) == []
    assert Edition.objects.get().pictures[0]["caption"] == "A rug of its own."


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"picture": "rug", "colour": "red"}, "pictures: “colour” is not known."),
        ({"caption": "A rug"}, "There is no picture “”."),
        ({"picture": "sofa"}, "There is no picture “sofa”."),
        ({"picture": "rug", "caption": "x" * 301}, "caption: Ensure this value has at most 300 characters"),
    ],
)
def test_a_wrong_picture_of_the_gallery_is_reported(
    folder: Path, entry: dict[str, str], message: str
) -> None:
    path = write_article(folder, "wag", pictures=[entry])

    assert problems_of(folder)[0].startswith(f"articles/wag.md:{line_with(path, 'pictures:')}: {message}")


def test_a_minor_change_leaves_the_date_that_readers_see(folder: Path) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    write_article(folder, "wag", title="Why do dogs wag it?", major=False, updated=None)

    import_folder(folder)

    edition = Edition.objects.live().get()
    assert (edition.number, edition.is_major) == (2, False)
    assert timezone.localtime(edition.updated_at).date().isoformat() == "2024-03-05"


def test_a_file_in_another_form_that_says_the_same_makes_no_edition(folder: Path) -> None:
    path = write_article(folder, "wag")
    import_folder(folder)
    text = path.read_text()
    path.write_text(text.replace("species:\n- dogs\n", "species: [dogs]\n"))
    assert path.read_text() != text

    report = import_folder(folder)

    assert outcome(report) == ([], [], [])
    assert "articles/wag" in report.unchanged
    assert Edition.objects.count() == 1
    assert Article.objects.get().history.count() == 1


@pytest.mark.parametrize("change", [{"note": "Another note"}, {"updated": None, "note": "A"}])
def test_another_note_is_another_edition(folder: Path, change: dict[str, Any]) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    write_article(folder, "wag", **change)

    import_folder(folder)

    assert Edition.objects.live().get().note == change["note"]


def test_an_import_is_one_row_of_the_history_with_the_whole_text(folder: Path) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    write_article(folder, "wag", title="Another title")

    import_folder(folder)

    newest, oldest = Article.objects.get().history.all()
    assert (oldest.title, newest.title) == ("Why do dogs wag?", "Another title")
    assert newest.parts["references"][0]["key"] == "study1906"


def test_what_an_autosave_left_is_in_the_history_before_an_import_overwrites_it(
    folder: Path, editor: User
) -> None:
    write_article(folder, "wag")
    import_folder(folder)
    article = Article.objects.get()
    editing.autosave(article, {"answer": "Typed a minute ago."}, by=editor, version=article.version)

    import_folder(folder, overwrite=True)

    assert "Typed a minute ago." in [row.answer for row in article.history.all()]
    assert Article.objects.get().answer == "Because they can."


@pytest.mark.parametrize("field", ["draft", "major", "featured"])
def test_a_yes_or_no_is_true_or_false(folder: Path, field: str) -> None:
    path = write_article(folder, "wag", **{field: "perhaps"})

    assert problems_of(folder) == [
        f"articles/wag.md:{line_with(path, f'{field}:')}: “{field}” is true or false."
    ]
