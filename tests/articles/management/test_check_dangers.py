"""manage.py check_dangers: what the emergency card notices of a file of questions."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factories import DangerPhraseFactory

pytestmark = pytest.mark.django_db

QUESTIONS = """query,species,row,is_danger
dog had a seizure,dog,any-fit,1
"a fit, again",cat,any-fit,1
he ate bait,,any-poison,1
dog bed,dog,none,0
seizure alert dogs,dog,none,0
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "questions.csv"


def told(file: Path, content: str | bytes, *options: str) -> str:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    out = StringIO()
    call_command("check_dangers", str(file), *options, stdout=out)
    return out.getvalue()


def test_the_table_counts_row_by_row_and_all_together(file: Path) -> None:
    DangerPhraseFactory(name="A fit", phrases="seizure*\nbait")

    lines = [line.split() for line in told(file, QUESTIONS).splitlines()]

    assert lines == [
        ["0.500", "1", "of", "2", "any-fit"],
        ["1.000", "1", "of", "1", "any-poison"],
        ["0.667", "2", "of", "3", "dangers", "noticed"],
        ["0.500", "1", "of", "2", "false", "alarms"],
    ]


def test_on_request_it_names_what_went_wrong(file: Path) -> None:
    DangerPhraseFactory(name="A fit", phrases="seizure*\nbait")

    lines = told(file, QUESTIONS, "--misses").splitlines()

    assert lines[:2] == ["missed (any-fit): a fit, again", "false alarm: seizure alert dogs (A fit)"]


def test_a_file_of_harmless_questions_alone_has_no_dangers(file: Path) -> None:
    assert "0 of    0  dangers noticed" in told(file, "\ufeffrow,query,is_danger\nnone,dog bed,0\n")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "the first line names no column query, row, is_danger"),
        ("query,row\na,b\n", "the first line names no column is_danger"),
        ("query,row,is_danger\ndog,none,perhaps\n", "line 2: is_danger is 1 or 0, not “perhaps”"),
        ("query,row,is_danger\n,none,1\n", "line 2: a question has 1 to 1000 characters"),
        ("query,row,is_danger\ndog\n", "line 2: is_danger is 1 or 0"),
        (f"query,row,is_danger\n{'x' * 1001},none,1\n", "line 2: a question has 1 to 1000"),
        (b"query,row,is_danger\n\xff,none,1\n", "cannot be read"),
        ('query,row,is_danger\n"' + "x" * 140_000, "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(file: Path, content: str | bytes, problem: str) -> None:
    with pytest.raises(CommandError, match="questions.csv") as error:
        told(file, content)

    assert problem in str(error.value)


def test_a_missing_file_is_told(file: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("check_dangers", str(file))
