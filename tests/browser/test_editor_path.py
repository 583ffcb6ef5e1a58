"""What people do at the desk, each from where they are to its end, counted in presses of mouse and keys."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import Article, Edition
from articles.publishing import publish
from comments.models import Comment
from tests.browser.conftest import Complaints, NewPage
from tests.browser.login import log_in
from tests.browser.person import Person, steps
from tests.factories import (
    ApprovedCommentFactory,
    AuthorFactory,
    CategoryFactory,
    ContributorFactory,
    EditorFactory,
    LiveArticleFactory,
    SpeciesFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Why does my cat knead me?"
ANSWER = "Nobody knows for sure. The leading idea is that kneading is left over from kittenhood."
SECTION = "Why do cats knead?"
KNEADING = "Kneading is a steady push of the front paws, first one and then the other."
SIAMESE = "One study looked at 204 Siamese and Birman cats."
SUCKLING = " Kittens suckle within hours of birth."
SIGN = "A cat that has eaten nothing for twenty-four hours"
CITATION = (
    "Borns-Weil S, Emmanuel C, Longo J, et al. A case-control study of compulsive wool-sucking in Siamese "
    "and Birman cats (n = 204). J Vet Behav. 2015;10(6):543-548. doi:10.1016/j.jveb.2015.07.038"
)
BIBTEX = """@article{hudson2009,
  author = {Hudson, R and Raihani, G and González, D and Bautista, A and Distel, H},
  title = {Nipple preference and contests in suckling kittens of the domestic cat},
  journal = {Developmental Psychobiology}, volume = {51}, pages = {322--332}, year = {2009},
  doi = {10.1002/dev.20371}
}"""

AtDesk = Callable[[User], Person]


@pytest.fixture
def at_desk(server: str, new_page: NewPage) -> AtDesk:
    """Opens the desk's first page in somebody's browser; from there everything is counted."""

    def open_day(user: User) -> Person:
        page = log_in(new_page(), user)
        page.goto(f"{server}/admin/")
        return Person(page)

    return open_day


@pytest.fixture
def misspelt(server: str) -> Article:
    """A live page with a letter too many at its end."""
    article: Article = LiveArticleFactory(body="## Why do cats knead?\n\nThe cat kneads the blanket\n")
    article.body = article.body.rstrip() + "t"
    article.save()
    publish(article, by=None)
    return article


def test_an_article_with_all_its_parts_is_written_by_one_person_and_published_by_another(
    at_desk: AtDesk, photo: Path, complaints: Complaints
) -> None:
    CategoryFactory()
    SpeciesFactory(name="Cats")
    author = AuthorFactory()
    ContributorFactory(user=author)
    writer, editor = at_desk(author), at_desk(EditorFactory())

    writer.click(writer.page.get_by_role("banner").get_by_role("link", name="Write"))
    write_text(writer, photo)
    cite(writer, CITATION)
    writer.type(SUCKLING)
    cite(writer, BIBTEX)
    hand_in(writer)
    editor.page.reload()
    editor.click(editor.page.get_by_role("link", name=TITLE))
    editor.click(editor.page.get_by_role("link", name="Approve and publish…"))
    editor.click(editor.page.get_by_role("button", name="Publish"))

    expect(editor.page.get_by_text("edition 1 is live")).to_be_visible()
    clicks, keys = steps(writer, editor)
    assert clicks <= 25
    assert keys <= 12
    body = Article.objects.get().body.replace("\r\n", "\n")
    assert f"{SIAMESE}[^bornsweil2015]{SUCKLING}[^hudson2009]" in body
    assert "![](picture:a-cat-treads-a-blanket)\n\n| What | Kneading |" in body
    assert f"::: care same-day Phone your vet today\n- {SIGN}\n:::\n\n{SIAMESE}" in body
    # A person's checks run one at a time, and on a busy machine the next one may be told to wait.
    assert [said for said in complaints if "429" not in said] == []


def write_text(writer: Person, photo: Path) -> None:
    """Title, answer, and a text with a heading, a picture, a table and a card."""
    page = writer.page
    expect(page.get_by_label("Title, in an owner’s words")).to_be_focused()
    writer.type(TITLE)
    writer.click(page.get_by_label("In short: the answer"))
    writer.type(ANSWER)
    writer.click(page.locator("#id_body"))
    writer.click(page.get_by_role("button", name="Heading"))
    writer.type(f"{SECTION}\n\n{KNEADING}\n\n")

    writer.click(page.get_by_role("button", name="Picture", exact=True))
    writer.choose_file(page.get_by_role("button", name="From this device…"), photo)
    expect(page.get_by_label("What does it show?")).to_be_focused()
    writer.type("A cat treads a blanket")
    writer.press("Enter")
    expect(page.get_by_text("The picture is in the library and in the text.")).to_be_visible()

    writer.click(page.get_by_role("button", name="Table", exact=True))
    writer.type("What")
    for words in ("Kneading", "Tested?", "No test found"):
        writer.press("Tab")
        writer.type(words)
    writer.click(page.get_by_role("button", name="Put it in"))
    writer.click(page.get_by_role("button", name="Block"))
    writer.click(page.get_by_role("button", name="Care card: the same day"))
    writer.type(SIGN)
    writer.click(page.get_by_role("button", name="Put it in"))
    # Behind the card, and not in its last line.
    writer.type(SIAMESE)


def cite(writer: Person, pasted: str) -> None:
    """What was pasted, where the caret stands."""
    page = writer.page
    tab = page.get_by_role("tab", name="References")
    if tab.get_attribute("aria-selected") != "true":
        writer.click(tab)
    writer.click(page.get_by_label("Add a reference"))
    writer.paste(pasted)
    writer.click(page.get_by_role("button", name="Add and cite"))


def hand_in(writer: Person) -> None:
    page = writer.page
    writer.click(page.get_by_role("tab", name="Settings"))
    writer.click(page.get_by_text("This is normal"))
    writer.click(page.get_by_text("Cats", exact=True))
    writer.click(page.get_by_role("button", name="Hand in for review…"))
    writer.click(page.get_by_role("button", name="Hand in", exact=True))
    expect(page.get_by_text("is handed in for review")).to_be_visible()


def mend(person: Person, address: str) -> None:
    """From the page with the letter too many to the text without it."""
    person.page.goto(address)
    person.click(person.page.get_by_role("link", name="Edit this page"))
    person.click(person.page.locator("#id_body"))
    person.press("ControlOrMeta+End")
    person.press("Backspace")


def test_one_editor_mends_a_misspelling_on_a_live_page(
    server: str, at_desk: AtDesk, misspelt: Article, complaints: Complaints
) -> None:
    editor, address = at_desk(EditorFactory()), server + misspelt.get_absolute_url()

    mend(editor, address)
    editor.click(editor.page.get_by_role("button", name="Small correction…"))
    editor.click(editor.page.get_by_role("button", name="Publish the correction"))

    expect(editor.page.get_by_text("Readers see “")).to_be_visible()
    clicks, keys = steps(editor)
    assert clicks <= 4
    assert keys <= 2
    assert shown(editor.page, address) == 1
    assert complaints == []


def test_two_people_mend_a_misspelling_on_a_live_page(
    server: str, at_desk: AtDesk, misspelt: Article, complaints: Complaints
) -> None:
    author, editor = at_desk(EditorFactory()), at_desk(EditorFactory())
    address = server + misspelt.get_absolute_url()

    mend(author, address)
    author.click(author.page.get_by_role("button", name="Hand in for review…"))
    author.click(author.page.get_by_role("button", name="Hand in", exact=True))
    expect(author.page.get_by_text("is handed in for review")).to_be_visible()
    editor.page.reload()
    editor.click(editor.page.get_by_role("link", name=misspelt.title))
    editor.click(editor.page.get_by_role("link", name="Approve and publish…"))
    editor.click(editor.page.get_by_role("textbox", name="What changed"))
    editor.type("A misspelling")
    editor.click(editor.page.get_by_role("button", name="Publish"))

    expect(editor.page.get_by_text("is live")).to_be_visible()
    clicks, keys = steps(author, editor)
    assert clicks <= 8
    assert keys <= 2
    assert shown(editor.page, address) == 1
    assert complaints == []


def shown(page: Page, address: str) -> int:
    """How often the sentence stands on the page without the letter too many."""
    page.goto(address)
    return page.get_by_text("The cat kneads the blanket", exact=True).count()


def test_a_comment_is_answered_and_a_page_of_last_year_is_found(
    server: str, at_desk: AtDesk, complaints: Complaints
) -> None:
    article = LiveArticleFactory()
    long_ago = timezone.now() - timedelta(days=400)
    Edition.objects.filter(article=article).update(live_from=long_ago, reviewed_at=long_ago)
    comment = ApprovedCommentFactory(article=article, name="Rowan", text="Mine kneads my knee.")
    editor = at_desk(EditorFactory())
    page = editor.page

    editor.click(page.get_by_role("link", name="not reviewed for a year"))
    expect(page.get_by_role("link", name=article.title)).to_be_visible()
    clicks, keys = steps(editor)
    assert clicks <= 1
    assert keys <= 0

    page.goto(server + article.get_absolute_url())
    answering = Person(page)
    answering.click(page.get_by_role("link", name="Answer Rowan at the desk"))
    expect(page.get_by_label("Your reply")).to_be_focused()
    answering.type("Cats knead what they like.")
    answering.click(page.get_by_role("button", name="Reply"))
    expect(page.get_by_text("Your reply is shown under the comment.")).to_be_visible()
    assert Comment.objects.get(answers=comment).text == "Cats knead what they like."
    clicks, keys = steps(answering)
    assert clicks <= 2
    assert keys <= 0
    assert complaints == []
