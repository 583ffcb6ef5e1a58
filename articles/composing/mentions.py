"""What an article refers to: other articles in its text, pictures in its text and gallery.

Kept in rows, so that "what points here" and "used in 3 articles" are one query.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from articles.composing.lookups import ArticleLibrary
from articles.models import Article, Edition, GlossaryTerm, InternalLink, Picture, PictureUse
from articles.rendering import render


@dataclass(frozen=True)
class Mentioned:
    """In the order of their numbers; no row twice."""

    articles: list[Article]
    pictures: list[Picture]
    terms: list[GlossaryTerm]


def mentioned_in(article: Article) -> Mentioned:
    """What the working copy refers to; its text is read once."""
    gallery = (place.picture for place in article.gallery.select_related("picture"))
    return _gather(article, article.body, gallery)


def mentioned_in_edition(edition: Edition) -> Mentioned:
    """What a published text refers to, as far as that is still there."""
    keys = [picture["key"] for picture in edition.pictures]
    return _gather(edition.article, edition.body, Picture.objects.filter(key__in=keys))


def _gather(article: Article, text: str, gallery: Iterable[Picture]) -> Mentioned:
    library = ArticleLibrary(article)
    render(text, library)
    pictures = {*gallery, *library.found_pictures}
    others = {target for target in library.found_articles if target.pk != article.pk}
    return Mentioned(
        sorted(others, key=_number), sorted(pictures, key=_number), sorted(library.found_terms, key=_number)
    )


def _number(row: Article | Picture | GlossaryTerm) -> int:
    return row.pk


def keep_mentions(article: Article, mentioned: Mentioned, edition: Edition | None = None) -> None:
    """Make the rows of the working copy, or of `edition`, say just this."""
    links = InternalLink.objects.filter(article=article, edition=edition)
    uses = PictureUse.objects.filter(article=article, edition=edition)
    links.exclude(target__in=mentioned.articles).delete()
    uses.exclude(picture__in=mentioned.pictures).delete()
    InternalLink.objects.bulk_create(
        [InternalLink(article=article, edition=edition, target=target) for target in mentioned.articles],
        ignore_conflicts=True,
    )
    PictureUse.objects.bulk_create(
        [PictureUse(article=article, edition=edition, picture=picture) for picture in mentioned.pictures],
        ignore_conflicts=True,
    )
