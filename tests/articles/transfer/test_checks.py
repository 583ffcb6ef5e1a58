"""Checks as files: published as they come in, then the editors', and out again as the same bytes."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from articles.models import ImportRecord, SymptomCheck
from articles.publishing.checks import record, withdraw_check
from articles.transfer import export_folder, import_folder
from tests.articles.transfer.content_files import files_of, problems_of
from tests.factories import EditorFactory
from tests.factories.checks import CONTENT, NOW

pytestmark = pytest.mark.django_db

LEADS = {"key": "rabbit", "goes_to": "rabbits", "text": "Is it a rabbit?"}


def write(folder: Path, slug: str = "being-sick", **changed: Any) -> Path:
    path = folder / "checks" / f"{slug}.yaml"
    path.parent.mkdir(exist_ok=True)
    # Through JSON, because a file has no aliases for what is in it twice.
    path.write_text(yaml.safe_dump(json.loads(json.dumps(CONTENT | changed))), encoding="utf-8")
    return path


def of_checks(keys: list[str]) -> list[str]:
    return sorted(key for key in keys if key.startswith("checks/"))


def title(slug: str = "being-sick") -> str:
    """What readers see."""
    version = SymptomCheck.objects.select_related("published").get(slug=slug).published
    return str(version.content["title"]) if version else ""


def test_a_file_is_published_once_and_follows_its_file(folder: Path) -> None:
    write(folder)
    assert of_checks(import_folder(folder).created) == ["checks/being-sick"]
    assert title() == "Being sick"
    assert import_folder(folder).unchanged.count("checks/being-sick") == 1

    write(folder, title="Vomiting")
    assert import_folder(folder).updated == ["checks/being-sick"]
    assert title() == "Vomiting"


def test_what_an_editor_changed_withdrew_or_deleted_is_kept(folder: Path) -> None:
    for slug in ("changed", "withdrawn", "deleted"):
        write(folder, slug)
    import_folder(folder)
    changed, withdrawn = (SymptomCheck.objects.get(slug=slug) for slug in ("changed", "withdrawn"))
    changed.questions.update(hint="Look closely")
    record(changed, by=EditorFactory())
    withdraw_check(withdrawn, by=None)
    SymptomCheck.objects.filter(slug="deleted").update(published=None)
    SymptomCheck.objects.get(slug="deleted").delete()

    for slug in ("changed", "withdrawn", "deleted"):
        write(folder, slug, title="From the file")
    report = import_folder(folder)
    assert of_checks(report.kept) == ["checks/changed", "checks/withdrawn"]
    assert not SymptomCheck.objects.filter(slug="deleted").exists()
    assert title("changed") == "Being sick"
    assert title("withdrawn") == ""


def test_checks_may_lead_to_each_other(folder: Path) -> None:
    write(folder, questions=[LEADS, NOW])
    write(folder, "rabbits", questions=[{**LEADS, "goes_to": "being-sick"}, NOW])
    assert problems_of(folder) == []
    assert title("rabbits")


def test_a_draft_is_not_published(folder: Path) -> None:
    write(folder, draft=True, sources=[])
    assert problems_of(folder) == []
    assert title() == ""


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"sources": []}, "Name at least one source."),
        ({"questions": [LEADS, NOW]}, "A question leads to the check “rabbits”, which does not exist."),
        ({"questions": [NOW | {"when": "now"}]}, "“when” is not known."),
        ({"questions": [NOW | {"do": "Phone"}]}, "“do” is a list."),
        ({"questions": [NOW | {"do": [1]}]}, "“do” is a list of texts."),
        ({"questions": [NOW | {"text": ["Is it?"]}]}, "“text” is one value, not a list."),
        ({"questions": ["Is it?"]}, "An entry is a name with its fields."),
        ({"questions": [NOW | {"level": "tomorrow"}]}, "Value 'tomorrow' is not a valid choice."),
        (
            {"questions": [NOW | {"head": "x" * 81}]},
            "Ensure this value has at most 80 characters (it has 81).",
        ),
        ({"questions": [NOW | {"again_hours": "soon"}]}, "“again_hours” is a whole number."),
        ({"questions": [NOW | {"again_hours": float("inf")}]}, "“again_hours” is a whole number."),
        ({"position": True}, "“position” is a whole number."),
        ({"draft": "no"}, "“draft” is true or false."),
        ({"title": {"a": "b"}}, "“title” is a text."),
        ({"summary": 12}, "“summary” is a text."),
        ({"animals": ["fish"]}, "Item 1 in the array did not validate: Value 'fish' is not a valid choice."),
        ({"title": ""}, "“title” is missing."),
        ({"none": ["Rest"]}, "A check has “questions”, a list, and “none”, its result at home."),
    ],
)
def test_a_wrong_file_changes_nothing_and_says_why(
    folder: Path, changed: dict[str, Any], problem: str
) -> None:
    write(folder, **changed)
    (said,) = problems_of(folder)
    assert said.startswith("checks/being-sick.yaml")
    assert said.endswith(problem)
    assert not SymptomCheck.objects.exists()


def test_a_wrong_file_leaves_what_readers_see(folder: Path) -> None:
    write(folder)
    import_folder(folder)
    write(folder, title="New", sources=[])
    assert problems_of(folder) == ["checks/being-sick.yaml: Name at least one source."]
    assert title() == "Being sick"
    assert SymptomCheck.objects.get().title == "Being sick"


def test_a_wrong_file_takes_what_leads_to_it_along_and_nothing_else(folder: Path) -> None:
    write(folder, "rabbits", sources=[])
    write(folder, "leads", title="Leads", questions=[LEADS, NOW])
    write(folder, "good", title="Good")
    problems = problems_of(folder)
    assert [problem.partition(":")[0] for problem in problems] == ["checks/leads.yaml", "checks/rabbits.yaml"]
    assert list(SymptomCheck.objects.values_list("slug", flat=True)) == ["good"]


def test_an_export_holds_what_readers_see(folder: Path, tmp_path: Path) -> None:
    write(folder)
    import_folder(folder)
    check = SymptomCheck.objects.get()
    check.questions.filter(key="belly").update(head="Nobody approved this")
    record(check, by=EditorFactory())
    export_folder(tmp_path / "out")
    assert "Nobody approved" not in (tmp_path / "out" / "checks" / "being-sick.yaml").read_text()


def test_a_draft_is_kept_as_a_version_of_nobody(folder: Path) -> None:
    write(folder, draft=True)
    import_folder(folder)
    (version,) = SymptomCheck.objects.get().versions.all()
    assert (version.why, version.saved_by) == ("Imported", None)


def test_a_dry_run_leaves_nothing(folder: Path) -> None:
    write(folder)
    assert of_checks(import_folder(folder, dry_run=True).created) == ["checks/being-sick"]
    assert not SymptomCheck.objects.exists()


def test_the_way_out_and_in_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write(folder, questions=[{**NOW, "shows_gums": True, "items": ["[dog, cat] One: two", "- three"]}])
    write(folder, "draft", draft=True)
    import_folder(folder)
    first, second = tmp_path / "first", tmp_path / "second"
    export_folder(first)
    SymptomCheck.objects.update(published=None)
    SymptomCheck.objects.all().delete()
    ImportRecord.objects.filter(key__startswith="checks/").delete()
    assert import_folder(first).problems == []
    export_folder(second)
    assert {name: data for name, data in files_of(first).items() if "checks" in str(name)} == {
        name: data for name, data in files_of(second).items() if "checks" in str(name)
    }
    assert title("draft") == ""
    assert title()
