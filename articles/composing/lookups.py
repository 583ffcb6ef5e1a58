"""What an article's text may refer to, looked up in the database."""

from collections.abc import Iterable
from functools import cache, cached_property
from typing import cast

from django.urls import NoReverseMatch

from articles.models import Article, Edition, GlossaryTerm, Picture, Redirect, Reference
from articles.models.article import Kind, page_address
from articles.models.subjects import Subject
from articles.rendering import ArticleLink
from articles.snapshots import PictureSnapshot, ReferenceSnapshot, TermSnapshot

# An <img> without srcset support gets a file of about this width.
FALLBACK_WIDTH = 960


def snapshot_picture(picture: Picture, *, caption: str = "") -> PictureSnapshot:
    image = picture.image
    snapshot: PictureSnapshot = {
        "key": picture.key,
        # An empty text tells screen readers to pass over the picture.
        "alt": "" if picture.is_decorative else picture.alt,
        "caption": caption or picture.caption,
        "credit": picture.credit,
        "tone": picture.tone,
        "src": image.url(at_least=FALLBACK_WIDTH),
        "srcset": image.srcset,
        "width": image.width,
        "height": image.height,
        "licence": picture.licence,
        "card": image.card_url,
    }
    if picture.focus:
        snapshot["focus"] = picture.focus
    return snapshot


def picture_of(subject: Subject) -> PictureSnapshot | None:
    return snapshot_picture(subject.picture) if subject.picture else None


def snapshot_reference(reference: Reference) -> ReferenceSnapshot:
    return {
        "key": reference.key,
        "authors": reference.authors,
        "year": reference.year,
        "title": reference.title,
        "source": reference.source,
        "locator": reference.locator,
        "link": reference.link,
        "evidence_label": reference.get_evidence_display(),
        "studied": reference.studied,
        "sample_size": reference.sample_size,
    }


class ArticleLookups:
    """Answers for one text; each question is asked of the database once.

    `references` are the article's, `pictures` those that are at hand already. `forthcoming`
    names articles that are published together with this one, so that they may link to each
    other. What was asked for and found stands in `found_articles`, `found_pictures` and
    `found_terms` afterwards.
    """

    def __init__(
        self,
        references: Iterable[Reference] = (),
        pictures: Iterable[Picture] = (),
        forthcoming: frozenset[str] = frozenset(),
    ) -> None:
        self._given_references = references
        self._pictures = {picture.key: picture for picture in pictures}
        self._forthcoming = forthcoming
        self.found_articles: list[Article] = []
        self.found_pictures: list[Picture] = []
        self.found_terms: list[GlossaryTerm] = []
        # Caches of this object. On the class they would hold every text's rows for as long as the
        # process runs.
        self.reference = cache(self._reference)
        self.picture = cache(self._picture)
        self.article = cache(self._find_article)
        self.term = cache(self._term)

    @cached_property
    def _references(self) -> dict[str, Reference]:
        return {reference.key: reference for reference in self._given_references}

    def _reference(self, key: str) -> ReferenceSnapshot | None:
        reference = self._references.get(key)
        return snapshot_reference(reference) if reference else None

    def _picture(self, key: str) -> PictureSnapshot | None:
        picture = self._pictures.get(key) or Picture.objects.filter(key=key).first()
        if picture is None:
            return None
        self.found_pictures.append(picture)
        return snapshot_picture(picture)

    def _term(self, key: str) -> TermSnapshot | None:
        term = GlossaryTerm.objects.filter(slug=key).first()
        if term is None:
            return None
        self.found_terms.append(term)
        return {"key": term.slug, "name": term.name, "meaning": term.meaning}

    def _find_article(self, slug: str) -> ArticleLink | None:
        """A published article shows what readers see of it, never its working copy."""
        edition = _live_at(slug)
        if edition is not None:
            self.found_articles.append(edition.article)
            return _link_to_edition(edition)
        target = Article.objects.filter(slug=slug).first()
        # A text may name what moved, or what was withdrawn in favour of another article. It
        # mentions that one even while an article at the old address is forthcoming.
        led_on = led_on_from(slug)
        mentioned = led_on or target
        if mentioned is not None:
            self.found_articles.append(mentioned)
        if slug in self._forthcoming:
            return _link_to_draft(target, is_published=True) if target else None
        edition = led_on.editions.live().first() if led_on else None
        if edition is not None:
            return _link_to_edition(edition)
        return _link_to_draft(mentioned, is_published=False) if mentioned else None


def _live_at(slug: str) -> Edition | None:
    editions = Edition.objects.live().filter(article__slug=slug)
    return editions.select_related("article").first()


def _link_to_edition(edition: Edition) -> ArticleLink:
    picture = cast("PictureSnapshot | None", edition.lead)
    return ArticleLink(edition.get_absolute_url(), edition.title, picture, is_published=True)


def _link_to_draft(article: Article, *, is_published: bool) -> ArticleLink:
    lead = article.gallery.select_related("picture").first()
    picture = snapshot_picture(lead.picture) if lead else None
    return ArticleLink(article.get_absolute_url(), article.title, picture, is_published)


def led_on_from(slug: str) -> Article | None:
    """The article that readers of an old address are led to."""
    try:
        paths = [page_address(kind, slug) for kind in Kind]
    except NoReverseMatch:
        # An editor may write anything where a text names an article, such as two names.
        return None
    redirects = Redirect.objects.filter(old_path__in=paths)
    redirect = redirects.select_related("article").first()
    return redirect.article if redirect else None
