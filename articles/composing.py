"""From the working copy to an edition, not yet saved: what publishing stores and a preview shows."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from articles.library import ArticleLibrary, snapshot_picture
from articles.models import Article, Contributor, Edition, Species
from articles.rendering import Problem, Rendered, render
from articles.snapshots import AuthorSnapshot, FactSnapshot, PictureSnapshot

MAX_ANSWER_WORDS = 35
MAX_KEY_POINTS = 4


@dataclass(frozen=True)
class Composition:
    """An edition as it would be, the species to give it, and what keeps it from being published.

    Lines of problems count within the article's text.
    """

    edition: Edition
    species: list[Species]
    problems: list[Problem]


def compose(
    article: Article, *, at: datetime | None = None, forthcoming: frozenset[str] = frozenset()
) -> Composition:
    at = at or timezone.now()
    rendered = render(article.body, ArticleLibrary(article, forthcoming))
    species = list(article.species.all())
    edition = Edition(
        article=article,
        number=1,
        kind=article.kind,
        title=article.title,
        standfirst=article.standfirst,
        description=article.description,
        answer=article.answer,
        key_points=key_points(article),
        body=article.body,
        body_html=rendered.html,
        outline=rendered.outline,
        references=rendered.references,
        pictures=_pictures(article),
        facts=_facts(article, rendered),
        author=_author(article.author),
        category=article.category,
        urgency=article.urgency,
        reading_minutes=rendered.reading_minutes,
        updated_at=at,
        live_from=at,
    )
    edition.unsaved_species = species
    return Composition(edition, species, _problems(article, species, rendered))


def key_points(article: Article) -> list[str]:
    return [line.strip() for line in article.key_points.splitlines() if line.strip()]


def _pictures(article: Article) -> list[PictureSnapshot]:
    return [
        snapshot_picture(place.picture, caption=place.caption)
        for place in article.gallery.select_related("picture")
    ]


def _facts(article: Article, rendered: Rendered) -> list[FactSnapshot]:
    numbers = {reference["key"]: reference["number"] for reference in rendered.references}
    return [
        {
            "label": fact.label,
            "value": fact.value,
            "reference": numbers.get(fact.reference.key) if fact.reference else None,
        }
        for fact in article.facts.select_related("reference")
    ]


def _author(author: Contributor) -> AuthorSnapshot:
    return {
        "name": author.name,
        "role": author.role,
        "initials": author.initials,
        "is_vet": author.is_vet,
    }


def _problems(article: Article, species: list[Species], rendered: Rendered) -> list[Problem]:
    """What readers would miss, then what the text gets wrong."""
    missing = [
        (not article.answer.strip(), "The answer (“In short”) is missing."),
        (len(article.answer.split()) > MAX_ANSWER_WORDS, f"The answer is over {MAX_ANSWER_WORDS} words."),
        (len(key_points(article)) > MAX_KEY_POINTS, f"There are more than {MAX_KEY_POINTS} key points."),
        (not article.body.strip(), "The text is empty."),
        (not article.urgency, "The urgency is not declared."),
        (not species, "No species is chosen."),
    ]
    cited = {reference["key"] for reference in rendered.references}
    uncited = [
        f"The fact “{fact.label}” rests on “{fact.reference.key}”, which the text does not cite."
        for fact in article.facts.select_related("reference")
        if fact.reference and fact.reference.key not in cited
    ]
    return [Problem(0, message) for wrong, message in missing if wrong] + [
        *(Problem(0, message) for message in uncited),
        *rendered.problems,
    ]
