"""The list of findings as editors see it, each with a link to its place."""

import re

import pytest
from django.template.loader import render_to_string

from articles.checks import BLOCKS, WARNS, Finding
from articles.models import Article

PARTIAL = "admin/articles/article/_checks.html"
CHANGE = "/admin/articles/article/7/change/"


def page(*findings: Finding) -> str:
    return render_to_string(PARTIAL, {"findings": list(findings), "article": Article(pk=7)})


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


@pytest.mark.parametrize(
    ("finding", "name", "address"),
    [
        (Finding(WARNS, "title", 0, "Hm."), "Title", f"{CHANGE}#id_title"),
        (Finding(WARNS, "references", 0, "Hm."), "References", f"{CHANGE}#references-group"),
        (Finding(BLOCKS, "body", 12, "Wrong."), "Text, line 12", f"{CHANGE}?line=12#id_body"),
        (
            Finding(WARNS, "picture:rug", 0, "Hm.", picture_pk=3),
            "Picture rug",
            "/admin/articles/picture/3/change/#id_alt",
        ),
    ],
)
def test_a_finding_links_to_its_place(finding: Finding, name: str, address: str) -> None:
    assert f'<a href="{address}">{name}</a>' in page(finding)


def test_each_finding_says_whether_it_blocks() -> None:
    words = words_of(
        page(
            Finding(BLOCKS, "answer", 0, "First."),
            Finding(BLOCKS, "body", 3, "Second."),
            Finding(WARNS, "title", 0, "Third."),
        )
    )

    assert words == ("Checks 3 Blocks: In short First. Blocks: Text, line 3 Second. Warns: Title Third.")


def test_where_nothing_blocks_it_says_so() -> None:
    assert words_of(page()) == "Checks Nothing blocks publishing. Nothing else was found either."
    assert words_of(page(Finding(WARNS, "title", 0, "Hm."))).startswith(
        "Checks 1 Nothing blocks publishing. Warns:"
    )
    assert "Nothing blocks" not in page(Finding(BLOCKS, "title", 0, "Wrong."))


def test_what_an_editor_wrote_is_escaped() -> None:
    assert "<script>" not in page(Finding(BLOCKS, "body", 1, "“<script>alert(1)</script>”"))
