"""A reader's photo on the pages of moderators."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.thumbnails import thumbnail_html
from comments.models import Photo


def photo_html(photo: Photo | None, *, width: int, look: str) -> SafeString | str:
    """A small photo that links to the large one; “None” without a photo. `look` is a class of its <img>."""
    if photo is None:
        return "None"
    link = format_html(
        '<a href="{}">{}</a>',
        photo.largest_src,
        thumbnail_html(photo.image, width=width, alt=photo.alt, look=look),
    )
    return format_html('{}<p class="sign">Blurred</p>', link) if photo.is_blurred else link
