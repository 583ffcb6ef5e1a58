"""Pictures tell readers who cannot see them what they show, or say that they are decoration."""

import pytest

from articles.checks import BLOCKS, WARNS, Finding, check
from articles.checks.pictures import complaint_about
from articles.composing.compose import Composition, compose
from articles.models import Article, Picture
from tests.factories import DraftArticleFactory, PictureFactory

pytestmark = pytest.mark.django_db


def about_pictures(article: Article) -> list[Finding]:
    return in_composition(compose(article))


def in_composition(composition: Composition) -> list[Finding]:
    findings = check(composition)
    return [finding for finding in findings if "alternative text" in finding.message]


@pytest.mark.parametrize(
    "alt",
    [
        "DSC0001.jpg",
        "DSC_0001",
        "IMG_2031",
        "dog.PNG",
        "Screenshot 2024-01-01 at 10.30",
    ],
)
def test_a_file_name_is_no_alternative_text(alt: str) -> None:
    assert complaint_about(alt, "rug") == f"is a file name: {alt}"


def test_neither_is_the_key_nor_a_word_or_two() -> None:
    assert complaint_about("Petting-map", "petting-map") == "is only the picture's key: Petting-map"
    assert complaint_about("A dog", "rug") == "is shorter than 3 words: A dog"


@pytest.mark.parametrize("alt", ["A dog sleeping", "Drawing 3 shows a dog", "Image of a cat in 1906"])
def test_a_description_is_fine(alt: str) -> None:
    assert complaint_about(alt, "rug") == ""


def test_a_gallery_without_a_picture_warns() -> None:
    def about_the_gallery(article: Article) -> list[tuple[str, str]]:
        findings = check(compose(article))
        return [(finding.level, finding.message) for finding in findings if finding.place == "gallery"]

    assert about_the_gallery(DraftArticleFactory()) == [
        (WARNS, "The gallery is empty: its first picture leads the page.")
    ]
    assert about_the_gallery(DraftArticleFactory(lead=PictureFactory())) == []


@pytest.mark.parametrize("where", ["gallery", "figure", "image"])
def test_a_poor_text_is_told_once_and_leads_to_its_picture(where: str) -> None:
    picture = PictureFactory(key="rug", alt="IMG_2031")
    body = {"gallery": "Text.", "figure": "::: figure rug\n:::", "image": "![](picture:rug)"}[where]
    lead = picture if where == "gallery" else None

    told = about_pictures(DraftArticleFactory(body=f"## A\n\n{body}", lead=lead))

    assert told == [Finding(WARNS, "picture:rug", 0, "The alternative text is a file name: IMG_2031")]
    assert told[0].picture_pk == picture.pk


def test_a_picture_in_gallery_and_text_is_told_once() -> None:
    picture = PictureFactory(key="rug", alt="Rug")
    body = "## A\n\n::: figure rug\n:::\n\n![](picture:rug)"

    assert len(about_pictures(DraftArticleFactory(body=body, lead=picture))) == 1


def test_words_that_the_text_gives_a_picture_are_looked_at_where_they_stand() -> None:
    PictureFactory(key="rug")
    PictureFactory(key="line", alt="", is_decorative=True)
    body = "## A\n\n![IMG_2031](picture:rug)\n\n![A dog on its rug](picture:rug)\n\n![line.png](picture:line)"

    assert about_pictures(DraftArticleFactory(body=body)) == [
        Finding(WARNS, "body", 3, "The alternative text of “rug” is a file name: IMG_2031"),
        Finding(WARNS, "body", 7, "The alternative text of “line” is a file name: line.png"),
    ]


def test_a_decorative_picture_needs_no_words() -> None:
    picture = PictureFactory(alt="", is_decorative=True)
    body = f"## A\n\n::: figure {picture.key}\n:::"

    assert about_pictures(DraftArticleFactory(body=body, lead=picture)) == []


def test_a_picture_that_is_neither_described_nor_decorative_blocks() -> None:
    """The database refuses such a row; one that came in another way is held back all the same."""
    article = DraftArticleFactory(lead=PictureFactory(key="rug"))
    composition = compose(article)
    shown: Picture = composition.pictures[0]
    shown.alt = " "

    assert in_composition(composition) == [
        Finding(
            BLOCKS,
            "picture:rug",
            0,
            "The alternative text is missing: write it, or say that it is decorative.",
        )
    ]
