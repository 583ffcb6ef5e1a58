"""What the picture library shows of each picture."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from articles.admin.thumbnails import thumbnail_html
from articles.models import Picture
from articles.pictures.usage import usage_in_words

PLATE_WIDTH = 640

register = template.Library()


@register.simple_tag
def plate_image(picture: Picture) -> SafeString:
    # The words beside it say what it shows.
    return thumbnail_html(picture.image, width=PLATE_WIDTH, alt="", look="plate-image", focus=picture.focus)


@register.simple_tag
def usage(picture: Any) -> str:
    """Of a picture `with_usage`."""
    return usage_in_words(picture.articles_using, picture.categories_using, picture.species_using)
