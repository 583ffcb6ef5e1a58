"""What is read from what somebody pasted as a reference."""

import json
from pathlib import Path
from typing import Any

import pytest

from articles.references.keys import key_for
from articles.references.look_up import MOST_CHARACTERS, read_pasted

DOI = "10.1000/x.182"
TITLE = "Kicks and scratches: a survey"
ALL = {"title": TITLE, "authors": "Ada BC, de Jong P", "year": 2019, "source": "Journal of Examples"}
BIBTEX = (
    "@article{ada2019, title={Kicks {and} scratches: a survey}, author={Ada, Bea C. and de Jong, P.},"
    " journal={Journal of Examples}, year=2019, volume=9, number=1, pages={30--44}, doi={10.1000/x.182}}"
)
RIS = (
    f"TY  - JOUR\nAU  - Ada, Bea C.\nAU  - de Jong, P.\nTI  - {TITLE}\n"
    "T2  - Journal of Examples\nPY  - 2019///\n"
    f"VL  - 9\nIS  - 1\nSP  - 30\nEP  - 44\nDO  - {DOI}\nER  - "
)
NBIB = (
    f"PMID- 1234567\nOWN - NLM\nDP  - 2019 Mar 2\nTI  - Kicks and scratches:\n      a survey.\nPG  - 30-44\n"
    f"LID - {DOI} [doi]\nAU  - Ada BC\nAU  - de Jong P\nPT  - Review\n"
    "JT  - Journal of Examples\nVI  - 9\nIP  - 1\n"
)
VANCOUVER = f"1. Ada BC, de Jong P. {TITLE}. Journal of Examples. 2019 Mar;9(1):30-44. doi: {DOI}."
IN_BRACKETS = (
    f"Ada, B. C., & de Jong, P. (2019). {TITLE}. Journal of Examples, 9(1), 30–44. https://doi.org/{DOI}"
)


@pytest.mark.parametrize(
    "pasted", [BIBTEX, RIS, NBIB, VANCOUVER, IN_BRACKETS], ids=["bibtex", "ris", "nbib", "vancouver", "year"]
)
def test_every_format_says_the_same(pasted: str) -> None:
    fields = read_pasted(pasted).as_fields()

    assert {name: fields.get(name) for name in ALL} == ALL
    assert (fields["locator"], fields["doi"]) == ("9(1), 30–44", DOI)


CITATIONS = json.loads(Path(__file__).with_name("citations.json").read_text())


@pytest.mark.parametrize("citation", CITATIONS, ids=lambda citation: citation["style"])
def test_printed_citations_are_read_whole_or_not_at_all(citation: dict[str, Any]) -> None:
    assert read_pasted(citation["pasted"]).as_fields() == citation["fields"]


@pytest.mark.parametrize(
    ("pasted", "fields"),
    [
        (
            "Bea C. Ada, Kicks and Scratches (London: Example Press, 2019), 99–100.",
            {"title": "Kicks and Scratches", "authors": "Ada BC", "year": 2019, "source": "Example Press"},
        ),
        (
            "Ada, Bea C. Kicks and Scratches. 2nd ed., Example Press, 2019.",
            {"title": "Kicks and Scratches", "authors": "Ada BC", "year": 2019, "source": "Example Press"},
        ),
        (
            "Ada BC, de Jong P. 2019. Kicks and scratches. J Examples. 9(1):30–44.",
            {"title": "Kicks and scratches", "authors": "Ada BC, de Jong P", "source": "J Examples"},
        ),
        (
            "“Why Dogs Kick.” Example Society, 4 Mar. 2019, www.example.org/kick.",
            {"title": "Why Dogs Kick", "source": "Example Society", "url": "https://www.example.org/kick"},
        ),
        (
            "Ada BC, Bo C; Example Study Group. Kicks. J Examples 2019;9:e30.",
            {"authors": "Ada BC, Bo C, Example Study Group", "locator": "9, e30"},
        ),
    ],
)
def test_other_styles_are_read(pasted: str, fields: dict[str, Any]) -> None:
    found = read_pasted(pasted).as_fields()

    assert {name: found.get(name) for name in fields} == fields


@pytest.mark.parametrize(
    "pasted",
    [
        "Some dogs kick (2019). They do so after passing urine, and cats do not, as everybody knows.",
        "The vet said “no” in 2019, and the dog was not well, said the owner in 2020.",
        "In 2019 the vet said that the dog was well; 12 others were not. See the journal.",
        "Garcia Lopez, Maria, and Bo, Carl. “Kicks.” Vet. Rec. 180, no. 5 (2017): 117.",
    ],
)
def test_what_is_no_citation_gives_no_field(pasted: str) -> None:
    assert read_pasted(pasted).as_fields() == {}


@pytest.mark.parametrize(
    ("pasted", "fields"),
    [
        (f"doi:{DOI}.", {"doi": DOI}),
        (f"https://dx.doi.org/{DOI}", {"doi": DOI}),
        (f"https://example.org/doi/full/{DOI}?utm_source=mail", {"doi": DOI}),
        ("https://example.org/10.1000%2Fx.182", {"doi": DOI}),
        ("(10.1016/S0140-6736(05)67728-8)", {"doi": "10.1016/S0140-6736(05)67728-8"}),
        ("PMID: 1234567", {"url": "https://pubmed.ncbi.nlm.nih.gov/1234567/"}),
        ("1234567", {"url": "https://pubmed.ncbi.nlm.nih.gov/1234567/"}),
        (
            "https://www.ncbi.nlm.nih.gov/pubmed/1234567",
            {"url": "https://pubmed.ncbi.nlm.nih.gov/1234567/"},
        ),
        (
            "https://Example.org/a?id=3&utm_source=x&fbclid=y#:~:text=b",
            {"url": "https://example.org/a?id=3", "evidence": "page"},
        ),
        ("www.example.org/a", {"url": "https://www.example.org/a", "evidence": "page"}),
        ("javascript:alert(1)", {}),
        ("<script>alert(1)</script>", {}),
        ("https://name:secret@example.org/", {}),
        ("https://[::1", {}),
    ],
)
def test_addresses_are_read_and_cleaned(pasted: str, fields: dict[str, Any]) -> None:
    assert read_pasted(pasted).as_fields() == fields


@pytest.mark.parametrize(
    "pasted",
    [
        "@article{" * 2000,
        "@article{a, title={" + "{" * 9000 + "}" * 9000 + "}}",
        "@article{a, title={" + r"\frac{" * 3000,
        '@string{a="x"}\n' * 1300,
        "TY  - JOUR\n" * 1500,
        "PMID- 1\n" * 2000,
        "A, B. " * 3000 + "(2019). " * 200,
        "10.1000/" + "(" * 15_000,
        "https://example.org/" + "a" * 15_000,
        "Ada BC. " * 2400 + "2019;9(1):30-44",
        "Ada, B., " * 2000 + "(2019). Kicks. J. " + "9(1), " * 900,
        "“" * 1500 + "”" * 1500,
        "A. B. " * 500 + "9 (2019) 1–2",
        "A " * 1400 + ": x; 2019.",
        "A (" * 900 + "London: X, 2019)",
        "a-\n" * 4000,
        "\0" * 1000,
        "&#" * 9000,
    ],
)
def test_hostile_text_is_read_without_an_error(pasted: str) -> None:
    fields = read_pasted(pasted[:MOST_CHARACTERS].replace("\0", "")).as_fields()

    assert all(len(str(value)) <= 400 for value in fields.values())


def test_markup_of_a_title_is_left_out() -> None:
    found = read_pasted("TY  - JOUR\nTI  - Itch in <i>Canis</i> &amp; <script>x</script> cats\nER  - ")

    assert found.title == "Itch in Canis & x cats"


@pytest.mark.parametrize(
    ("authors", "year", "key"),
    [
        ("Harvey ND, Shaw SC", 2019, "harvey2019-2"),
        ("van den Berg P", 2020, "vandenberg2020"),
        ("Müller-Höß J", None, "mullerho"),
        ("O’Neill D", 2014, "oneill2014"),
        ("犬", 2000, "source2000"),
        ("", "", "source"),
    ],
)
def test_a_key_is_made_of_author_and_year(authors: str, year: int | str | None, key: str) -> None:
    assert key_for(authors, year, {"harvey2019"}) == key
