"""From a comment over its letters to the last, through a real mail server; and words of danger."""

import re
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from comments.mail import courier
from comments.models import Comment
from comments.moderation import approve
from comments.writing.replying import reply_as_staff
from tests.browser.conftest import NewPage
from tests.comments.mail.conftest import COURIER_SECONDS
from tests.comments.mail.server import HOST, MailServer, part
from tests.factories import DangerPhraseFactory, LiveArticleFactory, PoisonLineFactory, VetFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCRIPTS = pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
WRITER = "rowan@private.example"


@pytest.fixture
def post_office(server: str, settings: Any) -> Iterator[MailServer]:
    """Mail is on; what is sent arrives here."""
    running = MailServer()
    settings.MAIL_IS_ON = True
    settings.SITE_URL = server
    settings.DEFAULT_FROM_EMAIL = "Scratchpost <letters@kb.example.org>"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = HOST, running.port
    running.start()
    yield running
    assert courier.wait(COURIER_SECONDS)
    running.stop()


def last_letter(post_office: MailServer) -> EmailMessage:
    assert courier.wait(COURIER_SECONDS)
    return post_office.letters[-1]


def link_in(letter: EmailMessage, place: str) -> str:
    [link] = re.findall(rf"https?://\S*{place}\S*", part(letter, "plain"))
    return str(link)


def comment_on(page: Page, server: str, article: Article, text: str) -> None:
    page.goto(f"{server}{article.get_absolute_url()}")
    page.get_by_role("textbox", name="Your comment").fill(text)
    page.get_by_label("Name to show").fill("Rowan")
    page.get_by_label("Email").fill(WRITER)
    page.get_by_role("button", name="Send comment").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, Rowan")


@SCRIPTS
def test_a_writer_confirms_hears_of_an_answer_and_stops_the_letters(
    server: str, post_office: MailServer, new_page: NewPage, javascript: bool
) -> None:
    article, vet = LiveArticleFactory(), VetFactory()
    page = new_page(java_script_enabled=javascript)
    comment_on(page, server, article, "Mine kicks with both legs at once.")
    question = last_letter(post_office)
    assert "/comments/" not in part(question, "plain") + part(question, "html")
    page.goto(link_in(question, "/mail/confirm/"))
    page.get_by_role("button", name="Yes, write to me").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your address is confirmed")

    comment = Comment.objects.get()
    approve([comment], by=vet)
    reply_as_staff(comment, "Many dogs do.", by=vet)

    answer = last_letter(post_office)
    assert "Many dogs do." in part(answer, "plain")
    page.goto(link_in(answer, r"/comments/\d+/"))
    expect(page.get_by_role("article", name="Reply by Vera Ito")).to_contain_text("Many dogs do.")
    page.goto(link_in(answer, "/mail/stop/"))
    page.get_by_role("button", name="Stop all letters").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You get no more letters")
    reply_as_staff(comment, "And some do not.", by=vet)
    assert last_letter(post_office)["Message-ID"] == answer["Message-ID"]


@SCRIPTS
def test_words_that_may_mean_danger_show_whom_to_phone_at_once(
    server: str, new_page: NewPage, javascript: bool
) -> None:
    DangerPhraseFactory(name="A fit", phrases="seizure*")
    PoisonLineFactory(name="A poison line", code="GB", number="+44 1234 567890")
    page = new_page(java_script_enabled=javascript, locale="en-GB")

    comment_on(page, server, LiveArticleFactory(), "I think that he has a seizure just now.")

    card = page.get_by_role("region", name="This may be something that cannot wait")
    expect(card).to_contain_text("A fit")
    expect(card.get_by_role("link", name="Phone A poison line")).to_have_attribute(
        "href", "tel:+441234567890"
    )
    assert Comment.objects.get().is_urgent
