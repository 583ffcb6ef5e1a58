"""References that nobody cites, facts without one, and figures without a citation."""

import pytest

from articles.checks import BLOCKS, WARNS, Finding, check
from articles.checks.quantities import figures_in
from articles.composing.compose import compose
from articles.models import Article, BreedFact
from tests.factories import DraftArticleFactory, ReferenceFactory


def found_in(article: Article, place: str) -> list[tuple[str, str]]:
    findings = check(compose(article))
    return [(finding.level, finding.message) for finding in findings if finding.place == place]


def figures_told(body: str) -> list[tuple[int, str]]:
    article = DraftArticleFactory(body=f"## A\n\n{body}")
    ReferenceFactory(article=article, key="a1")
    findings: list[Finding] = check(compose(article))
    told = [finding for finding in findings if "without a citation" in finding.message]
    assert all(finding.level == WARNS and finding.place == "body" for finding in told)
    return [(finding.line, finding.message.split(": ", 1)[1]) for finding in told]


@pytest.mark.django_db
def test_an_article_without_references_warns() -> None:
    article = DraftArticleFactory()

    assert found_in(article, "references") == [
        (WARNS, "There is no reference: say where what you write comes from.")
    ]


@pytest.mark.django_db
def test_a_reference_that_nobody_cites_warns() -> None:
    article = DraftArticleFactory(body="## A\n\nText.[^a1]")
    for key in ("a1", "b2"):
        ReferenceFactory(article=article, key=key)

    assert found_in(article, "references") == [(WARNS, "The text does not cite “b2”: [^b2]")]


@pytest.mark.django_db
def test_a_fact_that_rests_on_what_nobody_cites_blocks_and_is_told_once() -> None:
    article = DraftArticleFactory()
    reference = ReferenceFactory(article=article, key="b2")
    BreedFact.objects.create(article=article, label="Life", value="Long", reference=reference)

    assert found_in(article, "facts") == [
        (BLOCKS, "The fact “Life” rests on “b2”, which the text does not cite.")
    ]
    assert found_in(article, "references") == []


@pytest.mark.django_db
def test_a_fact_with_a_figure_needs_a_reference() -> None:
    article = DraftArticleFactory(body="## A\n\nText.[^a1]")
    reference = ReferenceFactory(article=article, key="a1")
    for label, value, source in [
        ("Weight", "5 to 8 kg", None),
        ("Height", "30 cm", reference),
        ("Coat", "Silky", None),
        ("Known since", "1928", None),
    ]:
        BreedFact.objects.create(article=article, label=label, value=value, reference=source)

    assert found_in(article, "facts") == [
        (WARNS, "The fact “Weight” gives a figure without a reference: 5 to 8 kg")
    ]


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("Give 5 mg/kg twice.", ["5 mg/kg"]),
        ("5mg or 10-20mg", ["5mg", "10-20mg"]),
        ("10–20 ml, 2 to 3 times", ["10–20 ml", "2 to 3 times"]),
        ("40°C or 104 °F or 40 degrees", ["40°C", "104 °F", "40 degrees"]),
        ("30% and 30 per cent", ["30%", "30 per cent"]),
        ("1,000 dogs, 4.5 strokes, 37 cats", ["1,000", "4.5", "37"]),
        ("3 of 5 dogs, 1 in 4 cats", ["3", "5", "1", "4"]),
        ("in 2000 ml of water", ["2000 ml"]),
        ("a 24-dog study of a 5-year-old", ["24", "5-year"]),
        ("Give two tablets, half a tablet or ½ tablet.", ["two tablets", "half a tablet", "½ tablet"]),
        ("one or two drops; twenty per cent", ["one or two drops", "twenty per cent"]),
    ],
)
def test_doses_and_figures_are_seen(words: str, figures: list[str]) -> None:
    assert figures_in(words) == figures


@pytest.mark.parametrize(
    "words",
    [
        *("This is 1 of 2.", "Part 1 of 2", "See step 3", "stage 2", "type 2 diabetes", "page 14"),
        *("In 1906 it was known.", "from 1999 to 2004", "the 1970s", "2019–2021"),
        *("vitamin B12", "omega-3", "the C1–C5 nerves", "H5N1", "the 1st and 22nd time", "in 3D"),
        *("open 24/7", "at 14:30", "Phone 0800 123 4567.", "+44 20 7946 0000"),
        *("five minutes", "two dogs", "One dog in ten"),
    ],
)
def test_what_only_counts_or_names_is_no_figure(words: str) -> None:
    assert figures_in(words) == []


@pytest.mark.django_db
def test_a_figure_without_a_citation_warns_with_its_line() -> None:
    assert figures_told("A dog is\nweighed. It has 5 kg, or\n6 kg.") == [(4, "5 kg, 6 kg")]


@pytest.mark.django_db
def test_each_sentence_is_told_once_and_many_figures_are_cut_short() -> None:
    assert figures_told("It has 5 kg. Then 1 g, 2 g, 3 g, 4 g, 6 g.") == [
        (3, "5 kg"),
        (3, "1 g, 2 g, 3 g, 4 g, …"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body",
    [
        "It has 5 kg. It grows.[^a1]",
        "1. First\n2. Second",
        "- It has 5 kg.\n\n  So it is written.[^a1]",
        "| Age | Weight |\n|---|---|\n| Young [^a1] | 5 kg |",
        "### 5 kg is enough",
        "::: pull\nIt has 5 kg.\n:::",
        "```\n5 kg\n```",
    ],
    ids=["sentence", "markers", "item", "row", "heading", "pull", "code"],
)
def test_a_citation_in_the_same_paragraph_item_or_row_bears_figures_out(body: str) -> None:
    assert figures_told(body) == []


@pytest.mark.django_db
def test_a_citation_elsewhere_bears_nothing_out() -> None:
    body = "It grows.[^a1]\n\n- Young[^a1]\n- Old: 5 kg\n\n| A [^a1] | B |\n|---|---|\n| Old | 6 kg |"

    assert figures_told(body) == [(6, "5 kg"), (10, "6 kg")]
