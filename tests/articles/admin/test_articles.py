"""Editors write, publish, schedule and withdraw in the admin; each page keeps to its permission."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.drafts.fingerprint import fingerprint
from articles.models import Article, BreedFact, Edition, Picture, Reference
from articles.models.article import Kind
from articles.publishing import InThePast, Release, publish, withdraw
from articles.roles import EDITOR, permissions_of
from tests.factories import (
    ApprovedArticleFactory,
    CategoryFactory,
    ContributorFactory,
    DraftArticleFactory,
    LiveArticleFactory,
    PictureFactory,
    ReferenceFactory,
    SpeciesFactory,
    UserFactory,
    image_bytes,
    live_edition,
)

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
LIST, ADD = "/admin/articles/article/", "/admin/articles/article/add/"
INLINES = ("gallery", "references", "facts")


def address(article: Article, page: str = "change") -> str:
    return reverse(f"admin:articles_article_{page}", args=[article.pk])


def text_of(response: Any) -> str:
    words = re.sub(r"<[^>]*>", " ", response.content.decode())
    return " ".join(words.split()).replace("&#x27;", "'")


def messages_of(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def form_of(client: Client, page: str) -> dict[str, Any]:
    """What a browser would send from an admin form that nobody touched."""
    admin_form = client.get(page).context["adminform"].form
    inlines = client.get(page).context["inline_admin_formsets"]
    forms = [admin_form]
    for inline in inlines:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data: dict[str, Any] = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if isinstance(value, list):
                data[bound.html_name] = [getattr(item, "pk", item) for item in value]
            elif value is not None and value is not False:
                data[bound.html_name] = str(value).replace("\n", "\r\n")
    return data


def new_article(**changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = {
        "title": "Why do dogs wag?",
        "slug": "wag",
        "kind": "article",
        "category": CategoryFactory().pk,
        "species": [SpeciesFactory().pk],
        "author": ContributorFactory().pk,
        "urgency": "no-worry",
        "answer": "Because they can.",
        "body": "## What happens\r\n\r\nIt wags.",
    }
    for inline in INLINES:
        data |= {f"{inline}-TOTAL_FORMS": 0, f"{inline}-INITIAL_FORMS": 0}
    return data | changes


def test_an_editor_adds_an_article_and_no_reader_sees_it(editor_client: Client) -> None:
    response = editor_client.post(ADD, new_article(), follow=True)

    assert "was added successfully" in messages_of(response)[0]
    assert Article.objects.get().title == "Why do dogs wag?"
    assert not Edition.objects.exists()


def test_the_address_of_a_published_article_cannot_be_changed(editor_client: Client) -> None:
    article = LiveArticleFactory(slug="wag")
    change = reverse("admin:articles_article_change", args=[article.pk])

    editor_client.post(change, new_article(slug="elsewhere", kind="breed", title="Why wag at all?"))

    article.refresh_from_db()
    assert (article.slug, article.kind, article.title) == ("wag", "article", "Why wag at all?")


def test_adding_begins_with_the_basics_and_goes_on_to_the_whole_form(
    editor: User, editor_client: Client
) -> None:
    basics = editor_client.get(ADD)
    added = editor_client.post(ADD, new_article())

    article = Article.objects.get()
    assert "body" not in basics.context["adminform"].form.fields
    assert added.headers["Location"] == address(article)
    assert (article.owner, article.writer) == (editor, editor)
    assert editor_client.get(address(article)).status_code == 200


def test_an_article_gets_its_pictures_references_and_facts(editor_client: Client) -> None:
    picture, article = PictureFactory(), DraftArticleFactory()
    page = address(article)

    editor_client.post(
        page,
        form_of(editor_client, page)
        | {"gallery-TOTAL_FORMS": 1, "gallery-0-picture": picture.pk, "gallery-0-position": 1}
        | {"references-TOTAL_FORMS": 1, "references-0-key": "study1906", "references-0-authors": "A"}
        | {"references-0-title": "T", "references-0-url": "example.org/study"}
        | {"facts-TOTAL_FORMS": 1, "facts-0-label": "Size", "facts-0-value": "Small", "facts-0-position": 1},
    )

    assert list(article.pictures.all()) == [picture]
    assert [reference.url for reference in article.references.all()] == ["https://example.org/study"]
    assert [str(fact) for fact in article.facts.all()] == ["Size: Small"]


def test_a_change_is_kept_in_the_working_copy_until_it_is_published(editor_client: Client) -> None:
    article = LiveArticleFactory(title="Before")
    page = address(article)

    response = editor_client.post(page, form_of(editor_client, page) | {"title": "After"}, follow=True)

    assert "was changed successfully" in messages_of(response)[0]
    article.refresh_from_db()
    assert article.title == "After"
    assert live_edition(article).title == "Before"


def test_saving_without_a_change_leaves_the_article_as_the_importer_knows_it(editor_client: Client) -> None:
    article = DraftArticleFactory(lead=PictureFactory(), body="## One\n\nTwo [^study1906].\n\nThree.")
    reference = ReferenceFactory(article=article, key="study1906")
    BreedFact.objects.create(article=article, label="Size", value="Small", reference=reference)
    before, page = fingerprint(article), address(article)

    response = editor_client.post(page, form_of(editor_client, page))

    assert response.status_code == 302
    assert fingerprint(Article.objects.get()) == before


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": ""}, "This field is required."),
        ({"slug": "under_score"}, "Use small letters, digits and single hyphens."),
        ({"slug": "taken"}, "Article with this Slug already exists."),
        ({"kind": "advert"}, "Select a valid choice."),
        ({"category": ""}, "This field is required."),
    ],
)
def test_a_wrong_field_is_told_and_nothing_is_saved(
    editor_client: Client, changes: dict[str, str], message: str
) -> None:
    DraftArticleFactory(slug="taken")

    response = editor_client.post(ADD, new_article(**changes))

    assert message in text_of(response)
    assert Article.objects.count() == 1


def test_a_fact_rests_on_a_reference_of_its_own_article_only(editor_client: Client) -> None:
    article = DraftArticleFactory()
    other = ReferenceFactory(key="others1906")
    page = address(article)

    response = editor_client.post(
        page,
        form_of(editor_client, page)
        | {"facts-TOTAL_FORMS": 1, "facts-0-label": "Size", "facts-0-value": "Small", "facts-0-position": 1}
        | {"facts-0-article": article.pk, "facts-0-reference": other.pk},
    )

    assert "Select a valid choice." in text_of(response)
    assert not BreedFact.objects.exists()


def test_two_references_of_an_article_cannot_share_a_key(editor_client: Client) -> None:
    reference = {"key": "study1906", "authors": "A", "title": "T"}
    rows = {f"references-{row}-{name}": value for row in (0, 1) for name, value in reference.items()}
    page = address(DraftArticleFactory())

    response = editor_client.post(page, form_of(editor_client, page) | {"references-TOTAL_FORMS": 2} | rows)

    assert response.status_code == 200
    assert not Reference.objects.exists()


def test_a_second_article_to_lead_the_home_page_is_told_of_the_first(editor_client: Client) -> None:
    DraftArticleFactory(is_featured=True)
    page = address(DraftArticleFactory())

    response = editor_client.post(page, form_of(editor_client, page) | {"is_featured": "on"})

    assert "Another article leads the home page: take that mark away first." in text_of(response)
    assert Article.objects.filter(is_featured=True).count() == 1


@pytest.mark.parametrize("page", ["publish", "review"])
def test_saving_may_go_on_to_the_next_page(editor_client: Client, page: str) -> None:
    article = DraftArticleFactory()
    form = form_of(editor_client, address(article))

    changed = editor_client.post(address(article), form | {"title": "Saved", f"_{page}": "1"})

    assert changed.headers["Location"] == address(article, page)
    assert Article.objects.get().title == "Saved"
    assert not Edition.objects.exists()


def test_publishing_now_shows_the_article_to_readers(
    editor: User, editor_client: Client, client: Client
) -> None:
    article = ApprovedArticleFactory(slug="wag", title="Why wag?")

    response = editor_client.post(
        address(article, "publish"), {"when": "now", "note": "First edition"}, follow=True
    )

    assert messages_of(response) == ["Why wag?, edition 1 is live."]
    edition = live_edition(article)
    assert (edition.note, edition.published_by) == ("First edition", editor)
    assert client.get("/articles/wag/").status_code == 200


def test_publishing_at_a_time_shows_the_article_from_then_on(editor_client: Client, client: Client) -> None:
    article = ApprovedArticleFactory(slug="wag", title="Why wag?")

    with time_machine.travel("2026-07-01 09:00:00+01:00", tick=False):
        # The clock of the office, which is an hour ahead of UTC in summer.
        response = editor_client.post(
            address(article, "publish"), {"when": "later", "at": "2026-07-02T07:30"}, follow=True
        )

    assert messages_of(response) == ["Why wag?, edition 1 appears on 2 July 2026 at 07:30."]
    for moment, status in [("2026-07-02 06:29:59+00:00", 404), ("2026-07-02 06:30:00+00:00", 200)]:
        with time_machine.travel(moment, tick=False):
            assert client.get("/articles/wag/").status_code == status


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            {"when": "later", "at": "2020-01-01T00:00"},
            "That time has passed. Give a later one, or publish now.",
        ),
        ({"when": "later", "at": ""}, "Give the date and time at which it appears."),
        ({"when": "later", "at": "soon"}, "Give a date and a time."),
        ({"when": "never"}, "Select a valid choice."),
        ({"note": "No time"}, "This field is required."),
        ({"when": "now", "note": "x" * 301}, "Ensure this value has at most 300 characters (it has 301)."),
    ],
)
def test_a_wrong_time_is_told_and_nothing_is_published(
    editor_client: Client, data: dict[str, str], message: str
) -> None:
    article = ApprovedArticleFactory()

    response = editor_client.post(address(article, "publish"), data)

    assert response.status_code == 200
    assert message in text_of(response)
    assert not Edition.objects.exists()


def test_a_time_that_passes_while_the_form_is_sent_is_no_fault(
    editor_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(*_: Any, **__: Any) -> None:
        raise InThePast

    article = ApprovedArticleFactory()
    at = timezone.localtime(timezone.now() + HOUR)
    monkeypatch.setattr("articles.publishing.publish", too_late)

    response = editor_client.post(
        address(article, "publish"), {"when": "later", "at": f"{at:%Y-%m-%dT%H:%M}"}
    )

    assert response.status_code == 200
    assert "That time has passed. Give a later one, or publish now." in text_of(response)


def test_what_is_to_be_mended_is_listed_and_nothing_is_published(editor_client: Client) -> None:
    article = DraftArticleFactory(answer="", body="Text.\n\n[^nobody]")

    before = editor_client.get(address(article, "publish"))
    after = editor_client.post(address(article, "publish"), {"when": "now"})

    for response in (before, after):
        words = text_of(response)
        assert "The answer (“In short”) is missing." in words
        assert "Text, line 3 There is no reference with the key “nobody”." in words
    assert not Edition.objects.exists()


def test_the_publish_page_says_what_readers_see_and_what_is_scheduled(editor_client: Client) -> None:
    article = LiveArticleFactory()
    publish(article, by=None, release=Release(at=timezone.now() + HOUR))

    words = text_of(editor_client.get(address(article, "publish")))

    assert "Readers see edition 1 now; it ends when this one appears." in words
    assert "Edition 2 is scheduled for" in words


def test_withdrawing_asks_first_and_then_hides_the_article(editor_client: Client, client: Client) -> None:
    article = LiveArticleFactory(slug="wag", title="Why wag?")
    page = address(article, "withdraw")

    asked = editor_client.get(page)
    still = client.get("/articles/wag/").status_code
    done = editor_client.post(page, follow=True)

    assert "Readers see edition 1 now." in text_of(asked)
    assert still == 200
    assert messages_of(done) == ["Readers no longer see “Why wag?”."]
    assert client.get("/articles/wag/").status_code == 404


def test_calling_off_leaves_what_readers_see(editor_client: Client) -> None:
    article = LiveArticleFactory()
    at = timezone.now() + HOUR
    publish(article, by=None, release=Release(at=at))

    response = editor_client.post(address(article, "call_off"), follow=True)

    assert messages_of(response) == ["The scheduled edition is called off."]
    assert article.editions.live(at + HOUR).get().number == 1


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("withdraw", "Readers did not see this article; nothing changed."),
        ("call_off", "Nothing was scheduled; nothing changed."),
    ],
)
def test_hiding_what_is_hidden_already_is_no_fault(editor_client: Client, page: str, message: str) -> None:
    response = editor_client.post(address(DraftArticleFactory(), page), follow=True)

    assert messages_of(response) == [message]


def test_calling_off_is_never_done_by_opening_a_link(editor_client: Client) -> None:
    article = LiveArticleFactory()
    publish(article, by=None, release=Release(at=timezone.now() + HOUR))

    assert editor_client.get(address(article, "call_off")).status_code == 405
    assert article.editions.upcoming().exists()


@pytest.mark.parametrize("page", ["publish", "withdraw", "call_off"])
def test_a_change_from_another_site_is_refused(editor: User, page: str) -> None:
    article = LiveArticleFactory()
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    response = client.post(address(article, page), {"when": "now"})

    assert response.status_code == 403
    assert live_edition(article).number == 1


@pytest.mark.parametrize("kind", Kind.values)
def test_the_preview_is_the_page_that_readers_would_get(
    editor_client: Client, client: Client, kind: str
) -> None:
    article = LiveArticleFactory(slug="wag", kind=kind, body="Before.")
    article.body, article.title = "## After\n\nIt *wags*.", "Another title"
    article.save()

    preview = editor_client.get(address(article, "preview"))

    edition = publish(article, by=None)
    published = client.get(edition.get_absolute_url())
    assert "no-store" in preview.headers["Cache-Control"]
    assert "Preview: not published" in text_of(preview)
    assert body_of(preview) == body_of(published)
    assert "Another title" in text_of(preview)
    assert "<em>wags</em>" in body_of(preview)


def body_of(response: Any) -> str:
    """From the title of the page to the end of its text."""
    html = response.content.decode()
    body: str = re.split(r'<p class="read-on">', html[html.index("<h1") :])[0]
    return (
        re.sub(r'<a href="#comments">.*?</a>|Edition \d', "", body, flags=re.DOTALL)
        .replace("\n", "")
        .replace(" ", "")
    )


def test_a_preview_publishes_and_stores_nothing(editor_client: Client) -> None:
    article = DraftArticleFactory()

    editor_client.get(address(article, "preview"))

    assert not Edition.objects.exists()


def test_a_preview_is_shown_even_of_what_cannot_be_published_yet(editor_client: Client) -> None:
    article = DraftArticleFactory(answer="", urgency="", body="[^nobody]", species=[])

    response = editor_client.get(address(article, "preview"))

    assert response.status_code == 200
    assert "[^nobody]" in text_of(response)


def test_the_frame_of_the_live_preview_opens_in_our_own_pages_only(editor_client: Client) -> None:
    response = editor_client.get(reverse("admin:articles_article_preview_frame"))

    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]


def test_what_readers_have_seen_cannot_be_deleted(editor_client: Client) -> None:
    article = LiveArticleFactory()
    withdraw(article, by=None)

    response = editor_client.post(address(article, "delete"), {"post": "yes"})

    assert response.status_code == 403
    assert article.editions.exists()


def test_a_draft_can_be_deleted(editor_client: Client) -> None:
    article = DraftArticleFactory()

    editor_client.post(address(article, "delete"), {"post": "yes"})

    assert not Article.objects.exists()


def test_articles_are_never_deleted_in_bulk(editor_client: Client) -> None:
    article = LiveArticleFactory()

    editor_client.post(
        LIST, {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"}, follow=True
    )

    assert article.editions.exists()


def test_the_list_says_what_readers_see_of_each_article(editor_client: Client) -> None:
    DraftArticleFactory(title="One")
    LiveArticleFactory(title="Two")
    publish(DraftArticleFactory(title="Three"), by=None, release=Release(at=timezone.now() + HOUR))
    publish(LiveArticleFactory(title="Four"), by=None, release=Release(at=timezone.now() + HOUR))
    withdraw(LiveArticleFactory(title="Five"), by=None)

    html = editor_client.get(LIST).content.decode()

    rows = re.findall(r'field-title.*?<a[^>]*>(\w+)</a>.*?field-state">([^<]+)<', html, re.DOTALL)
    assert dict(rows) == {
        "One": "Never published",
        "Two": "Live",
        "Three": "Scheduled",
        "Four": "Live, next edition scheduled",
        "Five": "Withdrawn",
    }


def test_the_change_page_tells_the_state_and_the_editions(editor_client: Client, editor: User) -> None:
    article = LiveArticleFactory()
    publish(article, by=editor, release=Release(note="A better answer"))

    words = text_of(editor_client.get(address(article)))

    assert "Working copy Published as it is Vet No vet has signed this text Readers Live" in words
    assert f"A better answer Not signed {editor.username}" in words
    assert "No note Not signed Import" in words


def test_the_change_page_links_to_the_page_that_readers_see(editor_client: Client) -> None:
    live, draft = LiveArticleFactory(slug="live"), DraftArticleFactory(slug="draft")
    Article.objects.filter(pk=live.pk).update(kind=Kind.BREED)

    assert 'href="/articles/live/"' in editor_client.get(address(live)).content.decode()
    assert "View on site" not in text_of(editor_client.get(address(draft)))


def test_the_editor_previews_with_the_references_of_its_own_article(editor_client: Client) -> None:
    article = DraftArticleFactory()

    html = editor_client.get(address(article)).content.decode()

    assert f'data-markdownx-urls-path="/markdownx/markdownify/?article={article.pk}"' in html


def editor_without(codename: str) -> User:
    user: User = UserFactory()
    # Whoever may change an article may also see it.
    lost = {codename, "change_article"} if codename == "view_article" else {codename}
    rights = {permission.partition(".")[2] for permission in permissions_of(EDITOR)}
    user.user_permissions.set(Permission.objects.filter(codename__in=rights - lost))
    return user


PAGES = ["publish", "withdraw", "call_off", "preview", "change", "delete"]


@pytest.mark.parametrize("page", ["publish", "withdraw", "call_off"])
@pytest.mark.parametrize("lost", ["publish_article", "view_article"])
def test_staff_without_permission_publish_and_withdraw_nothing(page: str, lost: str) -> None:
    client = Client()
    client.force_login(editor_without(lost))
    article = LiveArticleFactory()
    publish(article, by=None, release=Release(at=timezone.now() + HOUR))

    asked = client.get(address(article, page))
    done = client.post(address(article, page), {"when": "now"})

    assert (asked.status_code, done.status_code) == (405 if page == "call_off" else 403, 403)
    assert live_edition(article).number == 1
    assert article.editions.upcoming().exists()


def test_who_may_not_publish_is_not_offered_it() -> None:
    client = Client()
    client.force_login(editor_without("publish_article"))
    article = LiveArticleFactory()

    html = client.get(address(article)).content.decode()

    assert address(article, "preview") in html
    assert address(article, "publish") not in html
    assert address(article, "withdraw") not in html


@pytest.mark.parametrize("page", PAGES)
def test_staff_of_other_work_see_no_article(moderator_client: Client, page: str) -> None:
    article = DraftArticleFactory()

    status = moderator_client.post(address(article, page)).status_code

    assert status == 403


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("is_logged_in", [False, True])
def test_who_is_not_staff_is_asked_to_log_in(client: Client, page: str, is_logged_in: bool) -> None:
    article = LiveArticleFactory()
    if is_logged_in:
        client.force_login(UserFactory(is_staff=False, role="editor"))

    response = client.post(address(article, page))

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/admin/login/")
    assert live_edition(article).number == 1


@pytest.mark.parametrize("page", PAGES)
def test_an_article_that_is_not_there_is_no_fault(editor_client: Client, page: str) -> None:
    response = editor_client.post(reverse(f"admin:articles_article_{page}", args=[99]))

    assert response.status_code in {302, 404}


def queries_of(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    ("page", "make"),
    [
        (LIST, lambda: LiveArticleFactory(kind=Kind.BREED)),
        ("/admin/articles/picture/", lambda: PictureFactory(size=(8, 8))),
        ("/admin/articles/category/", CategoryFactory),
        ("/admin/articles/species/", SpeciesFactory),
        ("/admin/articles/contributor/", ContributorFactory),
    ],
    ids=["articles", "pictures", "categories", "species", "contributors"],
)
def test_a_list_asks_the_database_as_often_for_one_row_as_for_twenty(
    editor_client: Client, page: str, make: Callable[[], Any]
) -> None:
    make()
    few = queries_of(editor_client, page)
    for _ in range(20):
        make()

    assert queries_of(editor_client, page) == few


PICTURES, ADD_PICTURE = "/admin/articles/picture/", "/admin/articles/picture/add/"


def new_picture(content: bytes | None = None, **changes: Any) -> dict[str, Any]:
    image = SimpleUploadedFile("IMG_1.jpg", image_bytes((400, 300)) if content is None else content)
    return {"image": image, "key": "rug", "alt": "A rug", "tone": "mist"} | changes


def test_an_editor_adds_a_picture_to_the_library(editor_client: Client) -> None:
    editor_client.post(ADD_PICTURE, new_picture())

    picture = Picture.objects.get()
    assert (picture.key, picture.width, picture.height) == ("rug", 400, 300)
    assert f'src="{picture.image.url(at_least=120)}"' in editor_client.get(PICTURES).content.decode()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"content": b"<script>alert(1)</script>"}, "Choose a JPEG, PNG, WebP or HEIC photo."),
        ({"content": b""}, "The submitted file is empty."),
        ({"content": b"\0" * (10 * 1024 * 1024 + 1)}, "That photo is over 10 MB. Choose a smaller one."),
        ({"image": ""}, "Choose a picture."),
        ({"alt": ""}, "Write an alternative text, or say that the picture is decorative."),
        ({"key": "Two Words"}, "Enter a valid “slug”"),
        ({"key": "taken"}, "Picture with this Key already exists."),
    ],
    ids=["not an image", "empty", "too large", "none", "no words", "a wrong key", "a taken key"],
)
def test_a_wrong_picture_is_told_and_nothing_is_added(
    editor_client: Client, data: dict[str, Any], message: str
) -> None:
    PictureFactory(key="taken")

    response = editor_client.post(ADD_PICTURE, new_picture(**data))

    assert response.status_code == 200
    assert message in text_of(response)
    assert Picture.objects.count() == 1


def test_a_pictures_words_are_changed_without_sending_it_again(editor_client: Client) -> None:
    picture = PictureFactory(key="rug")
    page = reverse("admin:articles_picture_change", args=[picture.pk])

    editor_client.post(page, {"key": "rug", "alt": "Better words", "tone": "night"})

    changed = Picture.objects.get()
    assert (changed.alt, changed.tone, changed.digest) == ("Better words", "night", picture.digest)


def test_a_picture_is_replaced_by_another_file(editor_client: Client) -> None:
    picture = PictureFactory(key="rug")
    page = reverse("admin:articles_picture_change", args=[picture.pk])

    editor_client.post(page, new_picture())

    changed = Picture.objects.get()
    assert changed.digest != picture.digest
    assert (changed.width, changed.height) == (400, 300)
