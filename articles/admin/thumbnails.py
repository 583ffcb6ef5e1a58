"""Pictures in the admin's lists and forms."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.images.stored import StoredImage


def thumbnail_html(
    image: StoredImage,
    *,
    width: int,
    alt: str,
    look: str = "thumbnail",
    focus: Sequence[int] = (),
) -> SafeString:
    """The image at most `width` pixels wide; `look` is the class that styles it, `focus` a picture's."""
    shown = min(width, image.width)
    if focus:
        look = f"focus-x-{focus[0]} focus-y-{focus[1]} {look}"
    return format_html(
        '<img class="{}" src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        look,
        image.url(at_least=shown),
        shown,
        # A very flat picture would otherwise be 0 pixels high.
        max(1, round(image.height * shown / image.width)),
        alt,
    )
