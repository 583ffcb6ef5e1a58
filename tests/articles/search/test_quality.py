"""The measure of the search: its files, its figures, and the questions that come with it."""

from pathlib import Path

import pytest
from django.urls import resolve

from tests.search_quality.__main__ import OWN, USAGE, main
from tests.search_quality.measures import Answer, Find, ask, misses, score, table
from tests.search_quality.questions import BadFile, Question, read
from tests.search_quality.site import pages
from tests.search_quality.texts import words_of

KNEAD, PURR, BEAGLE = "/articles/why-do-cats-knead/", "/articles/how-and-why-do-cats-purr/", "/breeds/beagle/"
PAGES = {KNEAD, PURR, BEAGLE}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "questions.csv"


def test_a_file_is_read_with_its_commas_and_all_addresses(file: Path) -> None:
    file.write_text(f'question,address\n"biscuits, why",{KNEAD}\n\nhappy cat,{PURR} | {KNEAD}\n')

    assert read(file, PAGES) == [
        Question("biscuits, why", (KNEAD,)),
        Question("happy cat", (PURR, KNEAD)),
    ]


@pytest.mark.parametrize(
    "content",
    [
        f"making biscuits,{KNEAD}\n",
        f"making biscuits\t{KNEAD}\n",
        f"Question\tAddress\nmaking biscuits\t{KNEAD}\n",
        f"number,address,question\n1,{KNEAD},making biscuits\n",
        f"\ufeffquestion,address\r\nmaking biscuits,{KNEAD}\r\n",
        "question,address\nmaking biscuits,/articles/why-do-cats-knead\n",
        "question,address\nmaking biscuits,articles/why-do-cats-knead/?from=search#top\n",
        f"question,address\nmaking biscuits,https://example.org{KNEAD}\n",
        "question,address\nmaking biscuits,why-do-cats-knead\n",
    ],
    ids=["headless", "headless tabs", "tabs", "columns", "mark", "slash", "query", "host", "slug"],
)
def test_the_same_question_may_be_written_in_many_ways(file: Path, content: str) -> None:
    file.write_text(content, encoding="utf-8")

    assert read(file, PAGES) == [Question("making biscuits", (KNEAD,))]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", ": there is no question"),
        (b"question,address\n", ", line 1: there is a header"),
        (b"wanted,where\nbiscuits,/breeds/beagle/\n", ", line 1: neither the header question,address"),
        (
            b"question,address\nfat dog,/breeds/beagle/\n  ,/breeds/beagle/\n",
            ", line 3: the question is empty",
        ),
        (b"question,address\nfat dog,/breeds/poodle/\n", ", line 2: no page has the address /breeds/poodle/"),
        (b"question,address\nfat dog,/articles/beagle/\n", ", line 2: no page has the address"),
        (b"question,address\nfat dog,\n", ", line 2: no page has the address (empty)"),
        (b"question,address\nfat dog, help,/breeds/beagle/\n", ", line 2: 3 cells instead of 2"),
        (b"question,address\nfat\0dog,/breeds/beagle/\n", ", line 2: has a NUL"),
        (b"question,address\nfat dog\n", ", line 2: 1 cells instead of 2"),
        (b'question,address\n"fat dog,/breeds/beagle/\n', ", line 2: is not CSV"),
        (b"question,address\nfat dog,/breeds/beagle/\n\xe9t\xe9,/breeds/beagle/\n", ", line 3: is not UTF-8"),
    ],
)
def test_a_wrong_file_is_told_in_one_line_with_its_place(file: Path, content: bytes, problem: str) -> None:
    file.write_bytes(content)

    with pytest.raises(BadFile) as raised:
        read(file, PAGES)

    assert str(raised.value).startswith(f"{file}{problem}")
    assert "\n" not in str(raised.value)


def test_a_file_that_is_not_there_ends_the_command_before_anything_is_set_up(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(file)]) == USAGE

    assert capsys.readouterr().err == f"Error: {file}: cannot be read (No such file or directory).\n"


def test_the_figures_are_what_their_names_mean() -> None:
    question = Question("biscuits", (KNEAD, PURR))
    lists = [[PURR, KNEAD], [BEAGLE, KNEAD], [BEAGLE, BEAGLE, BEAGLE, PURR], [BEAGLE], []]
    figures = score([Answer(question, found, seconds=0.001 * (1 + n)) for n, found in enumerate(lists)])

    assert (figures.questions, figures.recall_at_1, figures.recall_at_3) == (5, 0.2, 0.4)
    assert figures.reciprocal_rank == pytest.approx((1 + 1 / 2 + 1 / 4) / 5)
    assert figures.without_result == 0.2
    assert [figures.median_ms, figures.slow_ms] == pytest.approx([3, 5])
    assert "0.350" in table("A half", {"Ours": figures})


def test_other_engines_read_the_words_of_a_page_and_no_other_page_s_title() -> None:
    body = (
        '<h2 id="a">Why?</h2><p>For <em>milk</em> &amp; joy<sup><a href="#b">[1]</a></sup>.</p>'
        '<aside class="related-card"><p>Purring</p></aside><aside class="note"><p>Biscuits</p></aside>'
    )

    assert words_of(body) == "For milk & joy . Biscuits"


def test_misses_are_what_did_not_come_first_with_the_first_three_found() -> None:
    find: Find = {"fat dog": [BEAGLE], "biscuits": [PURR, KNEAD, BEAGLE, "/4/"], "rdac": []}.__getitem__
    questions = [Question("fat dog", (BEAGLE,)), Question("biscuits", (KNEAD,)), Question("rdac", (KNEAD,))]

    listed = misses(ask(find, questions))

    assert "fat dog" not in listed
    assert f"rank 2, wanted {KNEAD}\n    found {PURR} {KNEAD} {BEAGLE}\n" in listed
    assert listed.endswith("found nothing")


def test_our_questions_are_well_formed_and_no_half_knows_the_other() -> None:
    tune, unseen = (read(path, pages()) for path in OWN)
    texts = [" ".join(question.text.lower().split()) for question in [*tune, *unseen]]

    assert len(texts) == len(set(texts))
    for half in (tune, unseen):
        assert len(half) >= 100
        assert {question.addresses[0] for question in half} == pages(), "every page is asked for"


def test_pages_have_the_addresses_of_the_site() -> None:
    assert pages() > PAGES
    assert {resolve(page).url_name for page in pages()} == {"article", "breed"}
