"""A picture as scripts get it, to choose it or to show what was chosen."""

from typing import Any

from articles.models import Picture

# Of thumbnails, on a screen with two pixels to the point.
THUMBNAIL_WIDTH = 320


def code_of(picture: Picture) -> str:
    """The Markdown that shows it."""
    return f"![](picture:{picture.key})"


def picture_data(picture: Picture) -> dict[str, Any]:
    image = picture.image
    return {
        "pk": picture.pk,
        "key": picture.key,
        "alt": "" if picture.is_decorative else picture.alt,
        "code": code_of(picture),
        "thumbnail": {"src": image.url(THUMBNAIL_WIDTH), "width": image.width, "height": image.height},
    }
