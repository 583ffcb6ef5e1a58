"""What an article refers to: other articles in its text, pictures in its text and gallery.

Kept in rows, so that "what points here" and "used in 3 articles" are one query.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from articles.composing.lookups import ArticleLookups
from articles.models import Article, Edition, GlossaryTerm, InternalLink, Picture, PictureUse
from articles.rendering import render

M = TypeVar("M", InternalLink, PictureUse)


@dataclass(frozen=True)
class Mentioned:
    """In the order of their pks; no row twice."""

    articles: list[Article]
    pictures: list[Picture]
    terms: list[GlossaryTerm]


def mentioned_in_edition(edition: Edition) -> Mentioned:
    """What a published text refers to, as far as that is still there."""
    lookups = ArticleLookups(edition.article.references.all())
    render(edition.body, lookups)
    # The edition's own gallery: that of the working copy may be another one by now.
    keys = [picture["key"] for picture in edition.pictures]
    in_gallery = Picture.objects.filter(key__in=keys)
    return gather(edition.article, lookups, [*in_gallery, *lookups.found_pictures])


def gather(article: Article, lookups: ArticleLookups, pictures: Iterable[Picture]) -> Mentioned:
    """Return what the lookups found while the article's text was rendered, and `pictures`."""
    others = {target for target in lookups.found_articles if target.pk != article.pk}
    return Mentioned(_by_pk(others), _by_pk(set(pictures)), _by_pk(lookups.found_terms))


def _by_pk(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: row.pk)


def keep_mentions(article: Article, mentioned: Mentioned, edition: Edition | None = None) -> None:
    """Make the rows of the working copy, or of `edition`, say just this."""
    owner = {"article": article, "edition": edition}
    _keep(InternalLink, "target", mentioned.articles, owner)
    _keep(PictureUse, "picture", mentioned.pictures, owner)


def _keep(model: type[M], field: str, wanted: Iterable[Article | Picture], owner: dict[str, Any]) -> None:
    """Write only what changed: most saves change no link."""
    rows = model.objects.filter(**owner)
    before = set(rows.values_list(field, flat=True))
    gone = before - {row.pk for row in wanted}
    if gone:
        rows.filter(**{f"{field}__in": gone}).delete()
    new: list[M] = [model(**owner, **{field: row}) for row in wanted if row.pk not in before]
    model.objects.bulk_create(new, ignore_conflicts=True)
