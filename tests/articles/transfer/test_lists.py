"""The glossary and the emergency page as files: made once, then the editors', and out again."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from articles.models import (
    DangerPhrase,
    DangerWords,
    EmergencySign,
    GlossaryTerm,
    ImportRecord,
    PoisonLine,
    Species,
    Synonym,
)
from articles.search import search
from articles.transfer import export_folder, import_folder
from articles.transfer.in_files import in_files
from tests.articles.transfer.content_files import (
    SIGN,
    files_of,
    line_with,
    make_folder,
    problems_of,
    write_article,
    write_list,
)
from tests.factories import (
    DangerPhraseFactory,
    DraftArticleFactory,
    EmergencySignFactory,
    GlossaryTermFactory,
    LiveArticleFactory,
    PoisonLineFactory,
    SynonymFactory,
    live_edition,
)

pytestmark = pytest.mark.django_db

LINE = {
    "country": "United Kingdom",
    "code": "GB",
    "name": "A line",
    "number": "+44 1234 567890",
    "hours": "Always",
    "cost": "A fee",
    "website": "example.org",
    "seen_on": "a page",
    "checked_on": date(2026, 1, 2),
    "position": 3,
}
WORDS = {"name": "Ate", "words": "ate\ngot into"}
DANGER = {
    "name": "A fit",
    "phrases": "seizure*\n{ate} … bait",
    "questions": "dog having a fit\n!cat fits in a box",
    "source": "A page",
    "position": 4,
}
SYNONYM = {"term": "abdomen", "words": "tummy\nhard belly"}
TERM = {"name": "Reflex", "meaning": "A movement nobody decides on."}
LISTS: dict[str, dict[str, Any]] = {
    "glossary": {"reflex": TERM},
    "poison-lines": {"line": LINE},
    "emergency-signs": {"fit": SIGN},
    "danger-words": {"ate": WORDS},
    "danger-phrases": {"fits": {**DANGER, "species": "dogs"}, "all": {**DANGER, "species": None}},
    "synonyms": {"abdomen": {**SYNONYM, "species": None}, "wag": {**SYNONYM, "species": "dogs"}},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = make_folder(tmp_path)
    for name, entries in LISTS.items():
        write_list(folder, name, entries)
    return folder


def test_each_list_becomes_rows(folder: Path) -> None:
    report = import_folder(folder)

    assert report.problems == []
    assert GlossaryTerm.objects.values(*TERM).get(slug="reflex") == TERM
    assert PoisonLine.objects.values(*LINE).get(slug="line") == LINE
    sign = EmergencySign.objects.get(slug="fit")
    assert {name: in_files(sign, name) for name in SIGN} == SIGN
    assert (sign.animals, sign.check_slug) == (["dog", "cat"], "dog-fits")
    assert DangerWords.objects.values(*WORDS).get(slug="ate") == WORDS
    fits, everywhere = DangerPhrase.objects.get(slug="fits"), DangerPhrase.objects.get(slug="all")
    assert DangerPhrase.objects.values(*DANGER).get(slug="fits") == DANGER
    assert (fits.species and fits.species.slug, everywhere.species) == ("dogs", None)
    wag, abdomen = Synonym.objects.get(slug="wag"), Synonym.objects.get(slug="abdomen")
    assert Synonym.objects.values(*SYNONYM).get(slug="wag") == SYNONYM
    assert (wag.species and wag.species.slug, abdomen.species) == ("dogs", None)


def change_file(folder: Path, slug: str, **fields: object) -> None:
    write_list(folder, "danger-phrases", {slug: {**DANGER, "species": "dogs", **fields}})


def test_a_danger_follows_its_file_until_somebody_changes_it(folder: Path) -> None:
    import_folder(folder)
    change_file(folder, "fits", phrases="seizure*\nconvuls*", position=9)

    report = import_folder(folder)

    row = DangerPhrase.objects.get(slug="fits")
    assert (row.phrases, row.position) == ("seizure*\nconvuls*", 9)
    assert report.updated == ["danger-phrases/fits"]
    assert import_folder(folder).updated == []

    row.name = "Our own name"
    row.save()
    change_file(folder, "fits", phrases="from a later release")

    report = import_folder(folder)

    assert (report.updated, report.kept) == ([], ["danger-phrases/fits"])
    assert DangerPhrase.objects.get(slug="fits").phrases == "seizure*\nconvuls*"


def test_a_danger_follows_its_file_when_entries_gain_a_field(folder: Path) -> None:
    """Releases before 2026-11-30 had no questions, and their files named none."""
    first = {key: value for key, value in DANGER.items() if key != "questions"} | {"species": None}
    write_list(folder, "danger-phrases", {"fits": first})
    import_folder(folder)
    write_list(folder, "danger-phrases", {"fits": {**first, "questions": "dog having a fit"}})

    report = import_folder(folder)

    assert report.updated == ["danger-phrases/fits"]
    assert DangerPhrase.objects.get(slug="fits").questions == "dog having a fit"


def test_a_danger_that_an_editor_deleted_stays_deleted(folder: Path) -> None:
    import_folder(folder)
    DangerPhrase.objects.get(slug="fits").delete()
    change_file(folder, "fits", phrases="from a later release")

    import_folder(folder)

    assert not DangerPhrase.objects.filter(slug="fits").exists()


def test_a_wrong_line_in_a_later_file_leaves_the_row_as_it_is(folder: Path) -> None:
    import_folder(folder)
    change_file(folder, "fits", phrases="{no-such-list}")

    report = import_folder(folder)

    assert "there is no list “no-such-list”" in report.problems[0].message
    assert DangerPhrase.objects.get(slug="fits").phrases == DANGER["phrases"]


def test_readers_find_by_imported_words_at_once(folder: Path) -> None:
    LiveArticleFactory(title="Why is the abdomen hard?")
    assert search("tummy").total == 0

    import_folder(folder)

    assert search("tummy").total == 1


def test_an_animal_is_understood_by_its_imported_names_at_once(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    assert search("pooch").total == 0
    names = {"name": "Dogs", "singular": "dog", "other_names": "pooch\nold mutt"}
    write_list(folder, "species", {"dogs": names})

    import_folder(folder)

    dogs = Species.objects.get()
    assert dogs.names == ["Dogs", "dog", "pooch", "old mutt"]
    LiveArticleFactory(title="Sleep", species=[dogs])
    assert search("pooch").total == 1


def test_a_text_may_explain_a_word_that_comes_with_it(folder: Path) -> None:
    write_article(folder, "wag", "## A\n\nA [reflex](term:reflex).\n", references=None)

    assert import_folder(folder).problems == []

    edition = live_edition(DraftArticleFactory._meta.model.objects.get(slug="wag"))
    assert edition.terms == [{"key": "reflex", **TERM}]


def test_what_editors_changed_or_deleted_is_not_brought_back(folder: Path) -> None:
    import_folder(folder)
    PoisonLine.objects.update(number="+44 1")
    EmergencySign.objects.all().delete()

    report = import_folder(folder)

    assert "poison-lines/line" in report.unchanged
    assert PoisonLine.objects.get().number == "+44 1"
    assert not EmergencySign.objects.exists()


WRONG_ENTRIES: dict[str, list[tuple[str, dict[str, Any], str]]] = {
    "glossary": [
        ("blank", {"name": "Reflex"}, "This field cannot be blank."),
        ("Big", TERM, "Use small letters, digits and single hyphens."),
        ("pk", TERM | {"pk": 1}, "“pk” is not known."),
    ],
    "poison-lines": [
        ("words", LINE | {"number": "call us"}, "Digits and spaces, with a +"),
        ("soon", LINE | {"checked_on": "soon"}, "“soon” value has an invalid date"),
    ],
    "danger-phrases": [
        ("slash", DANGER | {"phrases": "ate/"}, "Line 1 (“ate/”): “/” stands"),
        ("nothing", DANGER | {"phrases": None}, "This field cannot be null."),
        ("owls", DANGER | {"species": "owls"}, "There is no species with"),
        ("many", DANGER | {"species": ["dogs"]}, ""),
    ],
    "synonyms": [
        ("nothing", SYNONYM | {"words": None}, "This field cannot be null."),
        ("no-word", SYNONYM | {"words": "tummy\n?!"}, "“?!” holds no word."),
        ("list", SYNONYM | {"words": ["tummy"]}, "“words” is one value, not a list."),
        ("owls", SYNONYM | {"species": "owls"}, "There is no species with"),
    ],
    "emergency-signs": [
        ("below", SIGN | {"position": -1}, "Ensure this value is greater than"),
        ("level", SIGN | {"level": "soon"}, "Value 'soon' is not a valid choice."),
        ("group", SIGN | {"group": "ears"}, "Value 'ears' is not a valid choice."),
        ("owl", SIGN | {"animals": "dog owl"}, "Item 2 in the array did not validate:"),
        ("list", SIGN | {"animals": ["dog"]}, "“animals” is one value, not a list."),
        ("number", SIGN | {"animals": 5}, "Item 1 in the array did not validate:"),
        ("wordy", SIGN | {"check": "Dog fits"}, "Enter a valid “slug”"),
    ],
}


def test_a_wrong_entry_is_told_with_its_place(folder: Path) -> None:
    starts = []
    for name, entries in WRONG_ENTRIES.items():
        write_list(folder, name, {key: fields for key, fields, _ in entries})
        for key, _, message in entries:
            line = line_with(folder / f"{name}.yaml", f"{key}:")
            starts.append(f"{name}.yaml:{line}: {key}: {message}")

    problems = problems_of(folder)

    assert len(problems) == len(starts)
    for start in starts:
        assert [problem for problem in problems if problem.startswith(start)], start


def test_names_of_an_animal_are_a_text_of_lines(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    write_list(folder, "species", {"cats": {"name": "Cats", "singular": "cat", "other_names": ["mog"]}})

    assert problems_of(folder) == ["species.yaml:1: cats: “other_names” is one value, not a list."]


def test_everything_that_is_exported_comes_back_the_same(folder: Path, tmp_path: Path) -> None:
    import_folder(folder)
    GlossaryTermFactory(slug="awkward", name="A: b # c", meaning="yes")
    export_folder(tmp_path / "first")
    for model in (GlossaryTerm, PoisonLine, EmergencySign, DangerPhrase, DangerWords, Synonym, ImportRecord):
        model._default_manager.all().delete()

    assert import_folder(tmp_path / "first").problems == []
    export_folder(tmp_path / "second")

    first, second = files_of(tmp_path / "first"), files_of(tmp_path / "second")
    assert first == second
    assert yaml.safe_load(first["poison-lines.yaml"]) == {"line": LINE}
    assert yaml.safe_load(first["emergency-signs.yaml"]) == {"fit": SIGN}
    assert b"checked_on: 2026-01-02\n" in first["poison-lines.yaml"]
    assert list(yaml.safe_load(first["glossary.yaml"])) == ["awkward", "reflex"]
    assert yaml.safe_load(first["danger-phrases.yaml"]) == LISTS["danger-phrases"]
    assert yaml.safe_load(first["synonyms.yaml"]) == LISTS["synonyms"]


def test_a_few_articles_take_only_their_words_along(tmp_path: Path) -> None:
    DraftArticleFactory(slug="wag", body="## A\n\nA [reflex](term:reflex).\n")
    for slug in ("reflex", "other"):
        GlossaryTermFactory(slug=slug)
    PoisonLineFactory()
    EmergencySignFactory()
    DangerPhraseFactory()
    SynonymFactory()

    export_folder(tmp_path / "out", ["wag"])

    files = files_of(tmp_path / "out")
    assert list(yaml.safe_load(files["glossary.yaml"])) == ["reflex"]
    of_the_site = ("poison-lines", "emergency-signs", "danger-phrases", "synonyms")
    assert not {f"{name}.yaml" for name in of_the_site} & set(files)
