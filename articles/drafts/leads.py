"""The first picture that somebody puts into a text leads the page, unless the gallery has one already."""

import re

from articles.models import Article, ArticlePicture, Picture

LEADS = "The first picture of the text leads the page now. Take it out of the gallery if it should not."
FIGURE = re.compile(r"!\[[^\]]*\]\(picture:([a-z0-9-]+)")


def first_picture_leads(article: Article, *, before: str) -> ArticlePicture | None:
    """Give the article a lead, and return it; None where there is nothing to do.

    `before` is the text as it was saved last. A picture that stood there already leads nothing: whoever
    takes the lead out again keeps it so.
    """
    keys = FIGURE.findall(article.body)
    if not keys or FIGURE.search(before) or article.gallery.exists():
        return None
    found = {picture.key: picture for picture in Picture.objects.filter(key__in=keys)}
    first = next((found[key] for key in keys if key in found), None)
    return ArticlePicture.objects.create(article=article, picture=first) if first else None
