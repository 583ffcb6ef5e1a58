"""Small pictures in the admin's lists and forms."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.images import StoredImage


def thumbnail_html(image: StoredImage, *, width: int, alt: str) -> SafeString:
    return format_html(
        '<img class="thumbnail" src="{}" width="{}" height="{}" alt="{}">',
        image.url(at_least=width),
        width,
        round(image.height * width / image.width),
        alt,
    )
