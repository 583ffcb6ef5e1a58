"""What is done with a request while it arrives: files that are too large are dropped, the words stay."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.client import FakePayload
from pytest_django.asserts import assertContains

from comments.models import Comment
from kbsite.uploads import (
    REFUSE_UNREAD_BYTES,
    WatchedBody,
    interrupted_uploads,
    is_cut,
    oversized_uploads,
)
from tests.factories import LiveArticleFactory

LIMIT = 1000
FORM = "multipart/form-data; boundary=b"


@pytest.fixture
def temporary(tmp_path: Path, settings: Any) -> Path:
    """Where Django keeps files while they arrive; every file does here, and the limit is small."""
    folder = tmp_path / "arriving"
    folder.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = folder
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    settings.UPLOAD_MAX_BYTES = LIMIT
    return folder


class Untouched(FakePayload):
    """A body that must not be read."""

    def read(self, *_: Any) -> bytes:
        raise AssertionError("The body was read.")


def sent(rf: RequestFactory, **fields: Any) -> HttpRequest:
    return rf.post("/", fields)


def file_of(size: int, name: str = "dog.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"x" * size, "image/jpeg")


@pytest.mark.parametrize("size", [1, LIMIT])
def test_a_file_up_to_the_limit_is_kept_whole(size: int, rf: RequestFactory, temporary: Path) -> None:
    request = sent(rf, photo=file_of(size))

    [upload] = request.FILES.getlist("photo")
    assert upload.read() == b"x" * size
    assert oversized_uploads(request) == set()
    request.close()


@pytest.mark.parametrize("size", [LIMIT + 1, LIMIT * 200])
def test_a_file_over_the_limit_is_dropped_and_named(size: int, rf: RequestFactory, temporary: Path) -> None:
    request = sent(rf, photo=file_of(size))

    assert not request.FILES
    assert oversized_uploads(request) == {"photo"}


def test_fields_before_and_after_a_dropped_file_are_kept(rf: RequestFactory, temporary: Path) -> None:
    request = sent(rf, name="Rowan", photo=file_of(LIMIT * 200), text="Mine kicks.", rating="4")

    assert request.POST.dict() == {"name": "Rowan", "text": "Mine kicks.", "rating": "4"}


def test_each_file_is_measured_by_itself(rf: RequestFactory, temporary: Path) -> None:
    request = sent(
        rf, first=file_of(LIMIT), photo=file_of(LIMIT + 1), second=file_of(LIMIT), third=file_of(LIMIT)
    )

    assert sorted(request.FILES) == ["first", "second", "third"]
    assert [upload.size for _, [upload] in request.FILES.lists()] == [LIMIT] * 3
    assert oversized_uploads(request) == {"photo"}
    request.close()


def test_a_dropped_file_leaves_nothing_on_the_disk(rf: RequestFactory, temporary: Path) -> None:
    request = sent(rf, photo=file_of(LIMIT * 200))

    assert not request.FILES
    assert oversized_uploads(request) == {"photo"}
    assert list(temporary.iterdir()) == []


def test_a_kept_file_leaves_the_disk_with_its_request(rf: RequestFactory, temporary: Path) -> None:
    request = sent(rf, photo=file_of(LIMIT))
    assert request.FILES
    arrived = list(temporary.iterdir())

    request.close()

    assert len(arrived) == 1
    assert list(temporary.iterdir()) == []


def test_the_limit_holds_for_files_kept_in_memory_too(
    rf: RequestFactory, temporary: Path, settings: Any
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

    request = sent(rf, photo=file_of(LIMIT + 1), picture=file_of(LIMIT))

    assert list(request.FILES) == ["picture"]
    assert oversized_uploads(request) == {"photo"}
    assert list(temporary.iterdir()) == []


# Requests that end too early


def body_of(photo: bytes, *, text_first: bool = True) -> bytes:
    text = b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\nMine kicks with both legs.\r\n'
    head = b'--b\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n'
    parts = [text, head + photo + b"\r\n"]
    return b"".join(parts if text_first else parts[::-1]) + b"--b--\r\n"


@pytest.mark.parametrize("missing", [5, 6, 20, LIMIT // 2])
def test_a_file_that_ends_with_the_request_is_dropped_and_named(
    missing: int, rf: RequestFactory, temporary: Path
) -> None:
    body = body_of(b"x" * (LIMIT - 100))[:-missing]
    request = rf.generic("POST", "/", body, content_type=FORM)

    assert not request.FILES
    assert interrupted_uploads(request) == {"photo"}
    assert request.POST["text"] == "Mine kicks with both legs."


def test_a_file_that_is_too_large_is_not_called_interrupted(rf: RequestFactory, temporary: Path) -> None:
    request = rf.generic("POST", "/", body_of(b"x" * LIMIT * 9), content_type=FORM)

    assert not request.FILES
    assert oversized_uploads(request) == {"photo"}
    assert interrupted_uploads(request) == set()


@pytest.mark.parametrize("text_first", [True, False])
def test_a_whole_file_is_not_called_interrupted(
    text_first: bool, rf: RequestFactory, temporary: Path
) -> None:
    body = body_of(b"x" * LIMIT, text_first=text_first)
    request = rf.generic("POST", "/", body, content_type=FORM)

    assert list(request.FILES) == ["photo"]
    assert interrupted_uploads(request) == set()
    request.close()


def form_of(*fields: str) -> bytes:
    parts = (
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{name} is here\r\n' for name in fields
    )
    return "".join(parts).encode() + b"--b--\r\n"


@pytest.mark.parametrize("missing", [3, 4, 9, 12, 60])
def test_a_form_that_ends_within_a_text_is_known_as_cut(missing: int, rf: RequestFactory) -> None:
    request = rf.generic("POST", "/", form_of("name", "text")[:-missing], content_type=FORM)

    assert is_cut(request)
    assert request.POST["name"] == "name is here"


@pytest.mark.parametrize("behind", [b"", b"\r\n", b"an epilogue, which nobody reads" * 9])
def test_a_whole_form_is_not_called_cut(behind: bytes, rf: RequestFactory) -> None:
    body = form_of("name", "text").removesuffix(b"\r\n") + behind
    request = rf.generic("POST", "/", body, content_type=FORM)

    assert not is_cut(request)
    assert request.POST["text"] == "text is here"


def test_the_end_of_a_form_is_found_where_it_comes_in_two_pieces() -> None:
    for size in range(1, 30):
        body = WatchedBody(io.BytesIO(form_of("text")), b"b")
        while body.read(size):
            pass

        assert body.is_whole


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [("name", "text"), ("rating", "text"), ("text", "name")])
def test_a_readers_form_that_is_cut_is_shown_again_with_what_has_come(fields: tuple[str, ...]) -> None:
    article = LiveArticleFactory()
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})

    answer = client.generic(
        "POST", f"/articles/{article.slug}/comments/", form_of(*fields)[:-9], content_type=FORM
    )

    assert answer.status_code == 422
    assertContains(answer, "Only a part of this form arrived", status_code=422)
    assertContains(answer, "text is", status_code=422)
    assert not Comment.objects.exists()


@pytest.mark.django_db
def test_an_editors_form_that_is_cut_changes_nothing(editor_client: Client) -> None:
    article = LiveArticleFactory(title="Why dogs kick")

    answer = editor_client.generic(
        "POST", f"/admin/articles/article/{article.pk}/change/", form_of("title")[:-5], content_type=FORM
    )

    assertContains(answer, "Only a part of that form arrived", status_code=400)
    article.refresh_from_db()
    assert article.title == "Why dogs kick"


# Requests that are refused unread


def announced(size: int) -> dict[str, Any]:
    return {"CONTENT_TYPE": FORM, "CONTENT_LENGTH": str(size), "wsgi.input": Untouched(b"")}


def test_a_request_that_announces_too_much_is_refused_unread(rf: RequestFactory) -> None:
    request = rf.generic("POST", "/", **announced(REFUSE_UNREAD_BYTES + 1))

    with pytest.raises(RequestDataTooBig):
        request.POST  # noqa: B018  # reading it is what is refused


def test_a_request_that_announces_just_enough_is_read(rf: RequestFactory) -> None:
    request = rf.generic("POST", "/", **announced(REFUSE_UNREAD_BYTES))

    with pytest.raises(AssertionError, match="The body was read"):
        request.POST  # noqa: B018  # reading it is what is tried


@pytest.mark.django_db
@pytest.mark.parametrize("size", [REFUSE_UNREAD_BYTES + 1, 10**15])
def test_a_reader_who_sends_too_much_gets_a_page_and_no_traceback(size: int) -> None:
    article = LiveArticleFactory()
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})

    answer = client.generic("POST", f"/articles/{article.slug}/comments/", **announced(size))

    html = answer.content.decode()
    assert answer.status_code in (400, 413)
    assert "<h1>" in html
    assert "Traceback" not in html
    assert "RequestDataTooBig" not in html
    assert not Comment.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"no boundary"),
        (FORM, b"not a form at all"),
        (FORM, b'--b\r\nContent-Disposition: form-data; name="photo"; filename="a"\r\n\r\n\xff'),
        (
            FORM,
            b"--b\r\nContent-Transfer-Encoding: base64\r\n"
            b'Content-Disposition: form-data; name="t"\r\n\r\n!\r\n',
        ),
        ("application/x-www-form-urlencoded", b"&".join(b"a=1" for _ in range(2000))),
        ("application/x-www-form-urlencoded", b"text=" + b"x" * 3_000_000),
        ("application/json", b'{"rating": 5}'),
        ("text/plain", b"rating"),
        ("", b"rating"),
    ],
)
def test_a_broken_form_is_refused_without_a_traceback(kind: str, body: bytes) -> None:
    article = LiveArticleFactory()
    client = Client(headers={"Sec-Fetch-Site": "same-origin"}, raise_request_exception=False)

    answer = client.generic("POST", f"/articles/{article.slug}/comments/", body, content_type=kind)

    html = answer.content.decode()
    assert answer.status_code in (400, 422)
    assert "Traceback" not in html
    assert not Comment.objects.exists()
