"""What the checks find in the text, how a finding is told, and that any text can be checked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.checks import BLOCKS, WARNS, Finding, Level, blocking, check
from articles.composing.compose import compose
from articles.models import Article
from tests.factories import DraftArticleFactory, PictureFactory, ReferenceFactory

CARE = "## When to call\n\n::: care {} Phone a vet now\nIt cannot stand.\n:::\n"


def findings_of(article: Article) -> list[Finding]:
    return check(compose(article))


def blocks_of(article: Article) -> list[tuple[str, int, str]]:
    return [(found.place, found.line, found.message) for found in findings_of(article) if found.blocks]


@pytest.mark.django_db
def test_an_article_with_everything_has_no_findings() -> None:
    article = DraftArticleFactory(
        description="x" * 100,
        lead=PictureFactory(),
        body="## One\n\nIt weighs 5 kg.[^a1]\n\n::: unknown\nWhy.\n:::\n",
    )
    ReferenceFactory(article=article, key="a1")

    assert findings_of(article) == []


@pytest.mark.django_db
def test_an_empty_text_blocks() -> None:
    assert blocks_of(DraftArticleFactory(body=" \n")) == [("body", 0, "The text is empty.")]


@pytest.mark.django_db
def test_a_text_without_sections_warns() -> None:
    without, with_one = (DraftArticleFactory(body=body) for body in ("Text.", "## A\n\nText."))
    warning = Finding(WARNS, "body", 0, "The text has no sections: begin each with a ## heading.")

    assert warning in findings_of(without)
    assert warning not in findings_of(with_one)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("### Too deep", 1, "The first heading is ##, before any ###."),
        ("## A\n\n#### B", 3, "Headings are ## or ###, not ####: the title is the page's only #."),
        ("## A\n\nText [^nobody].", 3, "There is no reference with the key “nobody”."),
        ("## A\n\n[x](article:nowhere)", 3, "There is no article with the address “nowhere”."),
        ("## A\n\n[x](#nowhere)", 3, "No heading of this page has the address “#nowhere”."),
        ("## A\n\n::: figure none\n:::", 3, "There is no picture with the key “none”."),
        ("## A\n\n![x](picture:none)", 3, "There is no picture with the key “none”."),
    ],
)
def test_headings_out_of_order_and_what_leads_nowhere_block_with_their_line(
    body: str, line: int, message: str
) -> None:
    assert blocks_of(DraftArticleFactory(body=body)) == [("body", line, message)]


@pytest.mark.django_db
def test_an_article_that_does_not_say_what_is_unknown_warns_and_a_breed_file_does_not() -> None:
    message = "The text does not say what nobody knows yet: put it into a block “What we don’t know”."
    warning = Finding(WARNS, "body", 0, message)
    with_one = "## A\n\n::: unknown\n- Why\n:::\n"

    assert warning in findings_of(DraftArticleFactory())
    assert warning not in findings_of(DraftArticleFactory(body=with_one))
    assert warning not in findings_of(DraftArticleFactory(kind="breed"))


@pytest.mark.django_db
def test_an_urgent_page_needs_a_card_of_its_level() -> None:
    emergency = {level: CARE.format(level) for level in ("soon", "emergency", "same-day")}
    message = (
        "The urgency is “Vet now”, but no card says so in the text: ::: care now Phone a vet and set off"
    )

    assert blocks_of(DraftArticleFactory(urgency="emergency", body=emergency["soon"])) == [
        ("body", 0, message)
    ]
    assert blocks_of(DraftArticleFactory(urgency="emergency", body=emergency["emergency"])) == []
    assert blocks_of(DraftArticleFactory(urgency="same-day", body=emergency["same-day"])) == []
    assert len(blocks_of(DraftArticleFactory(urgency="same-day", body=emergency["soon"]))) == 1
    assert blocks_of(DraftArticleFactory(urgency="vet-soon", body=emergency["soon"])) == []


@pytest.mark.django_db
def test_what_blocks_is_told_before_what_warns_and_the_form_before_the_text() -> None:
    article = DraftArticleFactory(
        answer="", urgency="", description="", body="## A\n\n5 kg [^nobody]\n\n6 kg"
    )

    findings = findings_of(article)

    assert [(finding.level, finding.place, finding.line) for finding in findings] == [
        (BLOCKS, "answer", 0),
        (BLOCKS, "urgency", 0),
        (BLOCKS, "body", 3),
        (WARNS, "description", 0),
        (WARNS, "gallery", 0),
        (WARNS, "references", 0),
        (WARNS, "body", 0),
        (WARNS, "body", 5),
    ]
    assert blocking(compose(article)) == findings[:3]


@pytest.mark.django_db
def test_the_same_thing_in_one_line_is_told_once() -> None:
    body = "## A\n\nText [^nobody] and [^nobody].\n\nMore [^nobody]."

    assert [line for _, line, _ in blocks_of(DraftArticleFactory(body=body))] == [3, 5]


@pytest.mark.django_db
def test_checking_an_article_takes_few_queries(django_assert_max_num_queries: object) -> None:
    article = DraftArticleFactory(
        lead=PictureFactory(), body="## A\n\n" + "\n\n".join(f"Text [^a{number}]." for number in range(20))
    )
    for number in range(20):
        ReferenceFactory(article=article, key=f"a{number}")

    with django_assert_max_num_queries(7):  # type: ignore[operator]  # pytest-django's fixture
        assert findings_of(article) != []


def test_a_finding_is_told_and_moved_as_a_problem_of_the_text_is() -> None:
    whole, line = Finding(BLOCKS, "body", 0, "Wrong."), Finding(WARNS, "body", 3, "Hm.")

    assert (str(whole), str(line)) == ("Wrong.", "Line 3: Hm.")
    assert whole.moved(7) == whole
    assert line.moved(7) == Finding(WARNS, "body", 10, "Hm.")
    assert sorted([line, whole]) == [whole, line]


@pytest.mark.parametrize(
    ("place", "line", "where", "anchor"),
    [
        ("title", 0, "Title", "id_title"),
        ("slug", 0, "Address", "id_slug"),
        ("answer", 0, "In short", "id_answer"),
        ("key_points", 0, "Key points", "id_key_points"),
        ("body", 12, "Text, line 12", "id_body"),
        ("body", 0, "Text", "id_body"),
        ("gallery", 0, "Gallery", "gallery-group"),
        ("references", 0, "References", "references-group"),
        ("facts", 0, "Fact sheet", "facts-group"),
        ("picture:rug", 0, "Picture rug", "id_alt"),
    ],
)
def test_a_finding_says_where_to_look(place: str, line: int, where: str, anchor: str) -> None:
    finding = Finding(Level.WARNS, place, line, "Hm.")

    assert (finding.where, finding.anchor) == (where, anchor)


PIECES = st.sampled_from(
    [
        *("5 mg", "1 of 2", "10–20 ml", "1,1,1", "...", "e.g. ", "“A.” ", "A. b. C", "\n", "\n\n", "\r\n"),
        *("# ", "## ", "- ", "1. ", "| a | b |\n|---|---|\n", "> ", "```\n", "::: pull\n", ":::\n"),
        *("::: care emergency", "::: figure rug", "![5](picture:rug)", "[^a1]", "[x](article:y)", "[x](#y)"),
    ]
)
ANY = st.one_of(
    st.text(max_size=300), st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=30).map("".join)
)


class AnyTextCanBeChecked(TestCase):
    def setUp(self) -> None:
        self.article = DraftArticleFactory(lead=PictureFactory(key="rug"))
        ReferenceFactory(article=self.article, key="a1")

    @settings(max_examples=100)
    @given(ANY, ANY, ANY)
    def test_and_every_finding_stands_in_it(self, body: str, answer: str, title: str) -> None:
        self.article.body, self.article.answer, self.article.title = body, answer, title

        findings = findings_of(self.article)

        last = body.count("\n") + body.count("\r") + 1
        assert all(finding.message and 0 <= finding.line <= last for finding in findings)
        assert findings == sorted(findings, key=lambda finding: finding.level)


@pytest.mark.parametrize(
    "text",
    [
        *("." * 199_000, "a. " * 66_000, "1,1," * 49_000 + "x", "1" * 199_000 + "x", "1 " * 99_000),
        *("e" * 199_000, ".”" * 99_000, "a.\n" * 66_000, "a-" * 99_000, "12:" * 66_000, "step " * 39_000),
    ],
    ids=lambda text: repr(text[:6]),
)
@pytest.mark.django_db
def test_the_longest_text_is_checked_without_going_over_it_again_and_again(text: str) -> None:
    """Patterns that go back at each character would take hours: the test would never end."""
    assert findings_of(DraftArticleFactory(body=text))
