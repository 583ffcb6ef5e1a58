"""From the working copy to an edition, not yet saved: what publishing stores and a preview shows."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from articles.composing.lookups import ArticleLibrary, snapshot_picture
from articles.listings.alphabet import sort_key, terms_in_order
from articles.models import Article, BreedFact, Contributor, Edition, Picture, Species
from articles.rendering import Rendered, render
from articles.snapshots import AuthorSnapshot, FactSnapshot


@dataclass(frozen=True)
class Composition:
    """An edition as it would be, the species to give it, and what articles/checks looks at.

    `pictures` are those of the gallery and the text, none twice.
    """

    edition: Edition
    species: list[Species]
    rendered: Rendered
    facts: list[BreedFact]
    pictures: list[Picture]


def compose(
    article: Article, *, at: datetime | None = None, forthcoming: frozenset[str] = frozenset()
) -> Composition:
    at = at or timezone.now()
    library = ArticleLibrary(article, forthcoming)
    rendered = render(article.body, library)
    species = list(article.species.all())
    gallery = list(article.gallery.select_related("picture"))
    facts = list(article.facts.select_related("reference"))
    index_term = article.index_term or article.title
    edition = Edition(
        article=article,
        number=1,
        kind=article.kind,
        title=article.title,
        index_term=index_term,
        index_key=sort_key(index_term),
        standfirst=article.standfirst,
        description=article.description,
        answer=article.answer,
        key_points=key_points(article),
        body=article.body,
        body_html=rendered.html,
        outline=rendered.outline,
        references=rendered.references,
        pictures=[snapshot_picture(place.picture, caption=place.caption) for place in gallery],
        facts=_snapshots(facts, rendered),
        terms=terms_in_order(rendered.terms),
        author=_author(article.author),
        contributor=article.author,
        category=article.category,
        urgency=article.urgency,
        reading_minutes=rendered.reading_minutes,
        updated_at=at,
        live_from=at,
    )
    edition.unsaved_species = species
    pictures = dict.fromkeys([*(place.picture for place in gallery), *library.found_pictures])
    return Composition(edition, species, rendered, facts, list(pictures))


def key_points(article: Article) -> list[str]:
    return lines_of(article.key_points)


def lines_of(text: str) -> list[str]:
    """The entries of a list that is kept as text, one on each line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _snapshots(facts: list[BreedFact], rendered: Rendered) -> list[FactSnapshot]:
    numbers = {reference["key"]: reference["number"] for reference in rendered.references}
    return [
        {
            "label": fact.label,
            "value": fact.value,
            "reference": numbers.get(fact.reference.key) if fact.reference else None,
            "scale": fact.scale,
        }
        for fact in facts
    ]


def _author(author: Contributor) -> AuthorSnapshot:
    return {
        "name": author.name,
        "role": author.role,
        "initials": author.initials,
        "is_vet": author.is_vet,
    }
