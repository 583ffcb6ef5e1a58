"""What happens to the form a reader sends: one held row and a private page, or the form again."""

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.apps import apps
from django.test import Client

from articles.models import Article
from articles.publishing import publish, withdraw
from comments.models import MAX_NAME, MAX_PET, MAX_TEXT, Comment, Photo, Status
from comments.writing.forms import MIN_TEXT
from tests.factories import (
    ApprovedCommentFactory,
    DraftArticleFactory,
    LiveArticleFactory,
    image_bytes,
    live_edition,
    photo_upload,
)

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as TestResponse

pytestmark = pytest.mark.django_db

SEEN_AGAIN = 422
WHOLE: dict[str, Any] = {
    "name": "Rowan",
    "text": "Mine kicks with both legs at once.",
    "pet": "two beagles",
    "email": "rowan@private.example",
    "rating": "4",
}
# A second rating of the same reader would be refused.
UNRATED = WHOLE | {"rating": ""}
ADDRESS = "203.0.113.7"


def send(reader: Client, article: Article, **fields: Any) -> "TestResponse":
    return reader.post(f"/articles/{article.slug}/comments/", fields)


def value_of(page: str, name: str) -> str:
    """What a field of the shown form holds."""
    if area := re.search(rf'<textarea[^>]*name="{name}"[^>]*>\n(.*?)</textarea>', page, re.DOTALL):
        return unescape(area[1])
    [value] = re.findall(rf'<input class="input"[^>]*name="{name}" value="([^"]*)"', page)
    return unescape(value)


def checked_rating(page: str) -> str:
    [value] = re.findall(r'name="rating" value="(\d?)" checked', page)
    return str(value)


def stored_files(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def everything_stored() -> str:
    """Every value of every table, to look for what must not be there."""
    return str([list(model._base_manager.values_list()) for model in apps.get_models()])


# What is accepted


def test_a_whole_comment_makes_one_held_row(reader: Client) -> None:
    article = LiveArticleFactory()

    send(reader, article, **WHOLE, photo=photo_upload())

    comment = Comment.objects.get()
    assert comment.status == Status.HELD
    assert (comment.article, comment.edition) == (article, live_edition(article))
    assert {name: str(getattr(comment, name)) for name in WHOLE} == WHOLE
    assert comment.html == "<p>Mine kicks with both legs at once.</p>"
    assert (comment.photo.width, comment.photo.height) == (1200, 800)


def test_a_held_comment_changes_nothing_readers_see(reader: Client) -> None:
    article = LiveArticleFactory()

    send(reader, article, **WHOLE)

    article.refresh_from_db()
    assert (article.comment_count, article.rating.count) == (0, 0)
    assert WHOLE["text"] not in reader.get(article.get_absolute_url()).content.decode()


def test_its_writer_is_led_to_a_private_page_that_shows_it(reader: Client) -> None:
    article = LiveArticleFactory()

    answer = send(reader, article, **WHOLE, photo=photo_upload())

    assert answer.status_code == 303
    page = reader.get(answer.headers["Location"])
    html = page.content.decode()
    assert page.status_code == 200
    assert "Thank you, Rowan" in html
    assert "Waiting for a moderator" in html
    assert "<p>Mine kicks with both legs at once.</p>" in html
    assert "Lives with two beagles" in html
    assert "4 out of 5 stars" in html
    assert f'src="{Photo.objects.get().image.url()}"' in html


def test_the_private_page_is_for_no_cache_no_search_engine_and_no_referrer(reader: Client) -> None:
    answer = send(reader, LiveArticleFactory(), **WHOLE)

    page = reader.get(answer.headers["Location"])

    assert page.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page.content.decode()
    assert {"no-store", "private"} <= set(page.headers["Cache-Control"].split(", "))
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_posting_sets_no_cookie_and_depends_on_none(reader: Client) -> None:
    article = LiveArticleFactory()

    answers = [
        send(reader, article, **WHOLE),
        send(reader, article, text="Short"),
        reader.get(article.get_absolute_url()),
    ]
    answers.append(reader.get(answers[0].headers["Location"]))

    for answer in answers:
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
    assert not reader.cookies


def test_no_form_is_ever_kept_by_a_cache(reader: Client) -> None:
    article = LiveArticleFactory()

    answers = [send(reader, article, **WHOLE), send(reader, article, text="Short")]

    assert ["no-store" in answer.headers["Cache-Control"] for answer in answers] == [True, True]


@pytest.mark.parametrize("rating", ["1", "2", "3", "4", "5"])
def test_a_rating_alone_is_enough(rating: str, reader: Client) -> None:
    answer = send(reader, LiveArticleFactory(), rating=rating)

    comment = Comment.objects.get()
    assert answer.status_code == 303
    assert (str(comment.rating), comment.text, comment.html, comment.name) == (rating, "", "", "")


def test_the_page_of_a_rating_alone_names_nobody(reader: Client) -> None:
    answer = send(reader, LiveArticleFactory(), rating="5")

    html = reader.get(answer.headers["Location"]).content.decode()
    assert "<h1>Thank you</h1>" in html
    assert "A reader" in html
    assert "your rating is counted" in html


def test_words_and_a_name_are_enough(reader: Client) -> None:
    answer = send(reader, LiveArticleFactory(), name="Rowan", text=WHOLE["text"])

    assert answer.status_code == 303
    assert Comment.objects.get().rating is None


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "x" * MIN_TEXT},
        {"text": "x" * MAX_TEXT},
        {"text": f"  {'x' * MAX_TEXT}\n\n"},
        # Browsers send each line break as two characters; readers count one.
        {"text": "\r\n".join(["x" * 99] * (MAX_TEXT // 100)) + "y"},
        {"name": "x" * MAX_NAME},
        {"name": "Zoë 🐶 O’Neill-山田"},
        {"pet": "x" * MAX_PET},
        {"email": ""},
        {"email": f"{'x' * 63}@{'.'.join(['y' * 60] * 3)}.example"},
    ],
)
def test_all_that_fits_is_taken(fields: dict[str, str], reader: Client) -> None:
    answer = send(reader, LiveArticleFactory(), **WHOLE | fields)

    assert answer.status_code == 303
    assert Comment.objects.count() == 1


def test_a_comment_is_tied_to_the_edition_that_was_live(reader: Client) -> None:
    article = LiveArticleFactory()
    send(reader, article, **WHOLE)
    second = publish(article, by=None)

    send(reader, article, **WHOLE | {"text": "Mine does it on the rug.", "rating": ""})

    assert list(Comment.objects.order_by("pk").values_list("edition__number", flat=True)) == [
        1,
        second.number,
    ]


# What is refused


@pytest.mark.parametrize(
    ("field", "fields", "message"),
    [
        ("text", {"rating": "", "text": ""}, "Write a comment or choose a number of stars."),
        ("text", {"text": "Too short"}, "Write at least 10 characters. You have written 9."),
        ("text", {"text": "   Too short \n  "}, "Write at least 10 characters. You have written 9."),
        ("text", {"text": "x" * (MAX_TEXT + 1)}, "Write at most 2,000 characters."),
        ("text", {"text": "🐶" * 10_000}, "Write at most 2,000 characters."),
        ("text", {"text": "Mine \0 kicks with both legs."}, "Null characters are not allowed."),
        ("name", {"name": ""}, "Tell readers what to call you. A first name is fine."),
        ("name", {"name": "   "}, "Tell readers what to call you. A first name is fine."),
        ("name", {"name": "x" * (MAX_NAME + 1)}, "Use at most 40 characters."),
        ("name", {"name": "Row\0an"}, "Null characters are not allowed."),
        ("pet", {"pet": "x" * (MAX_PET + 1)}, "Use at most 60 characters."),
        ("pet", {"pet": "a \0 dog"}, "Null characters are not allowed."),
        ("email", {"email": "rowan"}, "Enter an email like name@example.org."),
        ("email", {"email": "rowan@"}, "Enter an email like name@example.org."),
        ("email", {"email": "a@b.example, c@d.example"}, "Enter an email like name@example.org."),
        ("email", {"email": f"{'x' * 250}@private.example"}, "Use at most 254 characters."),
        ("rating", {"rating": "0"}, "Choose one to five stars, or none."),
        ("rating", {"rating": "6"}, "Choose one to five stars, or none."),
        ("rating", {"rating": "-1"}, "Choose one to five stars, or none."),
        ("rating", {"rating": "abc"}, "Choose one to five stars, or none."),
        ("rating", {"rating": "4.5"}, "Choose one to five stars, or none."),
        ("rating", {"rating": "5\0"}, "Choose one to five stars, or none."),
    ],
)
def test_a_refused_field_is_explained_and_every_other_value_is_kept(
    field: str, fields: dict[str, str], message: str, reader: Client
) -> None:
    sent = WHOLE | fields

    answer = send(reader, LiveArticleFactory(), **sent)

    page = answer.content.decode()
    assert answer.status_code == SEEN_AGAIN
    # In the summary, linked to the field, and beside the field.
    anchor = f'<a href="#id_{field}{"-1" if field == "rating" else ""}">{message}</a>'
    assert (page.count(anchor), page.count(message)) == (1, 2)
    assert page.count('class="field-error"') == 1
    kept = {name for name in ("name", "text", "pet", "email") if value_of(page, name) == sent[name]}
    assert kept | {field} == {"name", "text", "pet", "email", field}
    if field != "rating":
        assert checked_rating(page) == sent["rating"]
    assert not Comment.objects.exists()


def test_all_that_is_wrong_is_said_at_once(reader: Client) -> None:
    answer = send(reader, LiveArticleFactory(), text="Short", email="nowhere", rating="9")

    page = answer.content.decode()
    assert page.count('class="field-error"') == 4
    assert Comment.objects.count() == 0


def test_nothing_at_all_is_refused(reader: Client) -> None:
    answer = send(reader, LiveArticleFactory())

    assert answer.status_code == SEEN_AGAIN
    assert "Write a comment or choose a number of stars." in answer.content.decode()
    assert not Comment.objects.exists()


def test_a_photo_needs_words(reader: Client, media: Path) -> None:
    answer = send(reader, LiveArticleFactory(), rating="5", photo=photo_upload())

    assert answer.status_code == SEEN_AGAIN
    assert "Say in a few words what your photo shows." in answer.content.decode()
    assert (Comment.objects.count(), stored_files(media)) == (0, [])


def test_a_photo_sent_with_a_refused_form_has_to_be_chosen_again(reader: Client, media: Path) -> None:
    article = LiveArticleFactory()

    with_photo = send(reader, article, **WHOLE | {"name": ""}, photo=photo_upload())
    without = send(reader, article, **WHOLE | {"name": ""})

    assert "please choose it again" in with_photo.content.decode()
    assert "please choose it again" not in without.content.decode()
    assert stored_files(media) == []


def test_the_refused_form_can_be_mended_and_sent(reader: Client) -> None:
    article = LiveArticleFactory()
    page = send(reader, article, **WHOLE | {"name": ""}).content.decode()
    [action] = re.findall(r'<form class="form comment-form" action="([^"]+)"', page)
    again = {name: value_of(page, name) for name in ("text", "pet", "email")}

    answer = reader.post(action, again | {"rating": checked_rating(page), "name": "Rowan"})

    assert answer.status_code == 303
    assert Comment.objects.filter(**WHOLE).count() == 1


def test_a_program_that_fills_in_every_field_is_refused_with_a_reason(reader: Client) -> None:
    answer = send(reader, LiveArticleFactory(), **WHOLE, website="https://spam.example")

    page = answer.content.decode()
    assert answer.status_code == SEEN_AGAIN
    assert "Please leave the field “Leave this empty” empty" in page
    assert value_of(page, "text") == WHOLE["text"]
    assert "spam.example" not in page
    assert not Comment.objects.exists()


@pytest.mark.parametrize("charset", ["unicode_escape", "utf-16", "utf-7", "base64"])
def test_a_charset_of_the_senders_choice_is_not_obeyed(charset: str, reader: Client) -> None:
    article = LiveArticleFactory()
    body = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    parts = [(b"name", b"Rowan"), (b"text", rb"Half a character: \ud800")]

    answer = reader.generic(
        "POST",
        f"/articles/{article.slug}/comments/",
        b"".join(body % part for part in parts) + b"--b--\r\n",
        content_type=f"multipart/form-data; boundary=b; charset={charset}",
    )

    assert answer.status_code == 303
    assert Comment.objects.get().text == r"Half a character: \ud800"


# What others see of it


@pytest.mark.parametrize(
    "markup", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><b>bold</b>']
)
def test_markup_is_shown_and_never_obeyed(markup: str, reader: Client) -> None:
    article = LiveArticleFactory()
    fields = WHOLE | {"name": markup, "pet": markup, "text": f"Look here: {markup}"}

    answers = [send(reader, article, **fields), send(reader, article, **fields | {"email": markup})]

    private = reader.get(answers[0].headers["Location"]).content.decode()
    form = answers[1].content.decode()
    assert markup not in private + form
    assert unescape(private).count(markup) >= 3
    assert {value_of(form, name) for name in ("name", "pet", "email")} == {markup}


def test_a_readers_link_earns_no_rank(reader: Client) -> None:
    answer = send(reader, LiveArticleFactory(), **WHOLE | {"text": "Read https://shop.example/ they say."})

    html = reader.get(answer.headers["Location"]).content.decode()
    assert '<a href="https://shop.example/" rel="nofollow ugc noopener">https://shop.example/</a>' in html


def test_email_and_address_appear_on_no_page(reader: Client) -> None:
    article = LiveArticleFactory()
    answer = reader.post(f"/articles/{article.slug}/comments/", WHOLE, REMOTE_ADDR=ADDRESS)
    Comment.objects.update(status=Status.APPROVED)
    Article.objects.update(comment_count=1)

    shown = [article.get_absolute_url(), answer.headers["Location"], "/", article.category.get_absolute_url()]
    pages = "".join(reader.get(path).content.decode() for path in shown)

    assert pages.count(WHOLE["text"]) >= 2
    assert WHOLE["email"] not in pages
    assert ADDRESS not in pages


def test_no_address_is_stored_anywhere(reader: Client) -> None:
    article = LiveArticleFactory()

    reader.post(f"/articles/{article.slug}/comments/", WHOLE, REMOTE_ADDR=ADDRESS)

    stored = everything_stored()
    assert WHOLE["email"] in stored
    assert ADDRESS not in stored


def test_the_name_of_a_readers_file_is_stored_nowhere(reader: Client, media: Path) -> None:
    photo = photo_upload(name="Rowan-at-12-Home-Street.jpg")

    send(reader, LiveArticleFactory(), **WHOLE, photo=photo)

    assert "Home-Street" not in everything_stored()
    assert stored_files(media)
    assert not [path for path in stored_files(media) if "Home-Street" in str(path)]


@pytest.mark.parametrize("way", ["refused", "accepted"])
def test_an_unpublished_title_stays_unseen(way: str, reader: Client) -> None:
    article = LiveArticleFactory(title="Why do dogs dig?")
    article.title = "Why do dogs dig? NOT CHECKED YET"
    article.save()

    answer = send(reader, article, **WHOLE if way == "accepted" else {})

    page = reader.get(answer.headers["Location"]) if way == "accepted" else answer
    html = page.content.decode()
    assert "Why do dogs dig?" in html
    assert "NOT CHECKED YET" not in html


# Where it may be sent, and how the address answers otherwise


def test_a_breed_file_takes_no_comments(reader: Client) -> None:
    breed = LiveArticleFactory(kind="breed")

    answer = send(reader, breed, **WHOLE)

    assert answer.status_code == 404
    assert not Comment.objects.exists()


@pytest.mark.parametrize("state", ["unknown", "draft", "withdrawn", "scheduled"])
def test_what_no_reader_sees_takes_no_comments(state: str, reader: Client) -> None:
    article = DraftArticleFactory()
    if state == "withdrawn":
        publish(article, by=None)
        withdraw(article, by=None)
    elif state == "scheduled":
        publish(article, by=None, at=article.created_at.replace(year=article.created_at.year + 1))
    elif state == "unknown":
        article.slug = "nothing-here"

    answers = [send(reader, article, **WHOLE), reader.get(f"/articles/{article.slug}/comments/")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert not Comment.objects.exists()


@pytest.mark.parametrize("method", ["get", "head"])
def test_the_address_of_the_form_leads_to_the_articles_comments(method: str, reader: Client) -> None:
    article = LiveArticleFactory()

    answer = getattr(reader, method)(f"/articles/{article.slug}/comments/")

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/articles/{article.slug}/#comments"


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_a_comment_is_changed_through_no_other_method(method: str, reader: Client) -> None:
    article = LiveArticleFactory()
    private = send(reader, article, **WHOLE).headers["Location"]

    answers = [getattr(reader, method)(path) for path in (f"/articles/{article.slug}/comments/", private)]

    # Nobody's private page takes forms, so Django's own check refuses them first.
    assert [answer.status_code for answer in answers] == [405, 403]
    assert Comment.objects.count() == 1


def test_the_private_page_outlives_the_edition_it_judged(reader: Client) -> None:
    article = LiveArticleFactory()
    private = send(reader, article, **WHOLE).headers["Location"]

    article.editions.all().delete()

    assert WHOLE["text"] in reader.get(private).content.decode()


def test_the_private_page_opens_with_its_own_address_only(reader: Client) -> None:
    article, other = LiveArticleFactory(), LiveArticleFactory()
    private = send(reader, article, **WHOLE).headers["Location"]
    token = private.rstrip("/").rpartition("/")[2]
    stored = Comment.objects.get().token_hash

    guesses = [token[:-1], token.upper(), stored, "0" * 32, "%00", "x" * 500]
    wrong = [f"/articles/{article.slug}/comments/{guess}/" for guess in guesses]
    wrong.append(f"/articles/{other.slug}/comments/{token}/")

    assert len(token) == 32
    assert [reader.get(path).status_code for path in wrong] == [404] * len(wrong)


@pytest.mark.parametrize(
    ("status", "words"), [("approved", "It can be seen now"), ("rejected", "Not published")]
)
def test_the_private_page_tells_what_was_decided(status: str, words: str, reader: Client) -> None:
    private = send(reader, LiveArticleFactory(), **WHOLE).headers["Location"]

    Comment.objects.update(status=status)

    html = reader.get(private).content.decode()
    assert words in html
    assert "waiting for a moderator" not in html.lower()


# Sending twice


def test_a_double_submit_makes_one_comment_and_one_photo_and_leads_to_one_page(
    reader: Client, media: Path
) -> None:
    article = LiveArticleFactory()

    first = send(reader, article, **WHOLE, photo=photo_upload())
    files = stored_files(media)
    second = send(reader, article, **WHOLE, photo=photo_upload(name="again.jpg"))

    assert first.headers["Location"] == second.headers["Location"]
    assert (Comment.objects.count(), Photo.objects.count()) == (1, 1)
    assert stored_files(media) == files
    assert len(files) == len(Photo.objects.get().image.names)


def test_a_double_submit_decodes_the_photo_once(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    article = LiveArticleFactory()
    send(reader, article, **WHOLE, photo=photo_upload())
    monkeypatch.setattr("comments.writing.posting.store_image", lambda *_: pytest.fail("decoded again"))

    answer = send(reader, article, **WHOLE, photo=photo_upload())

    assert answer.status_code == 303


def test_sending_again_after_the_decision_holds_nothing_anew(reader: Client) -> None:
    article = LiveArticleFactory()
    first = send(reader, article, **WHOLE)
    Comment.objects.update(status=Status.REJECTED)

    second = send(reader, article, **WHOLE)

    assert first.headers["Location"] == second.headers["Location"]
    assert Comment.objects.get().status == Status.REJECTED


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Robin"},
        {"text": WHOLE["text"] + "!"},
        {"pet": "three beagles"},
        {"email": ""},
        {"rating": "5"},
        # Field by field, not all in a row: "Rowan" + "two" is not "Rowant" + "wo".
        {"pet": WHOLE["pet"] + "r", "email": WHOLE["email"][1:]},
    ],
)
def test_different_words_are_another_comment(change: dict[str, str], reader: Client) -> None:
    article = LiveArticleFactory()
    first = send(reader, article, **UNRATED)

    second = send(reader, article, **UNRATED | change)

    assert first.headers["Location"] != second.headers["Location"]
    assert Comment.objects.count() == 2


def test_another_photo_is_another_comment(reader: Client) -> None:
    article = LiveArticleFactory()
    send(reader, article, **UNRATED, photo=photo_upload())

    send(reader, article, **UNRATED, photo=photo_upload(image_bytes(color="navy")))
    send(reader, article, **UNRATED)

    assert (Comment.objects.count(), Photo.objects.count()) == (3, 2)


def test_the_same_words_about_another_article_are_another_comment(reader: Client) -> None:
    send(reader, LiveArticleFactory(), **WHOLE)

    send(reader, LiveArticleFactory(), **WHOLE)

    assert Comment.objects.count() == 2


@pytest.mark.parametrize(
    ("address", "browser", "comments"),
    [
        (ADDRESS, "A browser", 1),
        ("203.0.113.8", "A browser", 2),
        (ADDRESS, "Another browser", 2),
    ],
)
def test_the_same_words_from_another_reader_are_another_comment(
    address: str, browser: str, comments: int, reader: Client
) -> None:
    article = LiveArticleFactory()
    path = f"/articles/{article.slug}/comments/"
    reader.post(path, UNRATED, REMOTE_ADDR=ADDRESS, headers={"User-Agent": "A browser"})

    reader.post(path, UNRATED, REMOTE_ADDR=address, headers={"User-Agent": browser})

    assert Comment.objects.count() == comments


def test_the_same_words_on_another_day_are_another_comment(reader: Client) -> None:
    article = LiveArticleFactory()
    send(reader, article, **WHOLE)

    with time_machine.travel(article.created_at.replace(year=article.created_at.year + 1), tick=False):
        send(reader, article, **WHOLE)

    assert Comment.objects.count() == 2


def test_a_comment_that_stands_already_is_never_mistaken_for_a_new_one(reader: Client) -> None:
    article = LiveArticleFactory()
    ApprovedCommentFactory(article=article, **WHOLE | {"rating": 4})

    send(reader, article, **WHOLE)

    assert list(Comment.objects.order_by("pk").values_list("status", flat=True)) == ["approved", "held"]
