"""Stored pictures are served with a fixed type, and no other file is."""

from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.factories import (
    PictureFactory,
)

pytestmark = pytest.mark.django_db


def served(client: Client, address: str) -> tuple[HttpResponse, bytes]:
    response: Any = client.get(address)
    return response, b"".join(response.streaming_content)


def test_a_stored_picture_is_served_with_a_fixed_type_and_no_powers(client: Client, media: Path) -> None:
    name = PictureFactory().image.names[0]

    response, content = served(client, f"/media/{name}")

    assert content == (media / name).read_bytes()
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not response.cookies
    assert "Vary" not in response.headers


@pytest.mark.parametrize(
    "name",
    [
        *("secret.txt", "pictures/secret.txt", "pictures/../secret.txt", "../secret.txt", "/etc/passwd"),
        *("../../../../etc/passwd", "%2e%2e/secret.txt", "pictures/%2e%2e/secret.txt", "..%2fsecret.txt"),
        *("pictures/aa/", "pictures", "", "pictures/aa/.part-1", f"pictures/aa/{'a' * 64}-320.html"),
        *(
            f"pictures/bb/{'a' * 64}-320.webp",
            f"other/aa/{'a' * 64}-320.webp",
            f"pictures/aa/{'a' * 64}.webp",
        ),
        *(
            f"pictures/aa/{'a' * 64}-320.webp/",
            f"pictures/aa/{'A' * 64}-320.webp",
            f"pictures/aa/{'a' * 64}-9.webp",
        ),
        f"pictures/aa/{'a' * 64}-320.webp%00.html",
    ],
)
def test_nothing_else_is_served_from_the_folder_of_pictures(client: Client, media: Path, name: str) -> None:
    folder = media / "pictures" / "aa"
    folder.mkdir(parents=True)
    for path in (media / "secret.txt", media.parent / "secret.txt", media / "pictures" / "secret.txt"):
        path.write_text("secret")
    for stray in (".part-1", f"{'a' * 64}-320.html", f"{'a' * 64}.webp"):
        (folder / stray).write_text("secret")

    response = client.get(f"/media/{name}")

    assert response.status_code == 404
    assert b"secret" not in response.content


def test_pictures_are_only_read(client: Client) -> None:
    assert client.post(f"/media/{PictureFactory().image.names[0]}").status_code == 405
