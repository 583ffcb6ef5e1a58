"""The lists beside the articles, as the mappings that their files hold."""

from collections.abc import Iterable
from typing import Any

from articles.models import Category, Contributor, EmergencySign, GlossaryTerm, Picture, PoisonLine, Species
from articles.models.subjects import Subject

Entries = dict[str, dict[str, Any]]


def picture_file(picture: Picture) -> str:
    return f"pictures/{picture.key}.webp"


def picture_entries(pictures: Iterable[Picture]) -> Entries:
    return {
        picture.key: {
            "file": picture_file(picture),
            "alt": picture.alt,
            "caption": picture.caption,
            "credit": picture.credit,
            "licence": picture.licence,
            "tone": picture.tone,
            "decorative": picture.is_decorative,
        }
        for picture in pictures
    }


def contributor_entries(contributors: Iterable[Contributor]) -> Entries:
    """Without their logins: a file is public, and a login belongs to one site."""
    return {
        contributor.slug: {
            "name": contributor.name,
            "role": contributor.role,
            "is_vet": contributor.is_vet,
            "credentials": contributor.credentials,
            "biography": contributor.biography,
            "interests": contributor.interests,
        }
        for contributor in contributors
    }


def category_entries(categories: Iterable[Category]) -> Entries:
    return {
        category.slug: {"name": category.name, "short_name": category.short_name} | _shelf(category)
        for category in categories
    }


def species_entries(species: Iterable[Species]) -> Entries:
    return {
        one.slug: {"name": one.name, "singular": one.singular, "accent": one.accent} | _shelf(one)
        for one in species
    }


def glossary_entries(terms: Iterable[GlossaryTerm]) -> Entries:
    # By name they would stand in another order on a server that sorts capitals otherwise.
    return {
        term.slug: {"name": term.name, "meaning": term.meaning}
        for term in sorted(terms, key=lambda term: term.slug)
    }


def poison_line_entries(lines: Iterable[PoisonLine]) -> Entries:
    return {
        line.slug: {
            "country": line.country,
            "name": line.name,
            "number": line.number,
            "hours": line.hours,
            "cost": line.cost,
            "website": line.website,
            "seen_on": line.seen_on,
            "checked_on": line.checked_on,
            "position": line.position,
        }
        for line in lines
    }


def emergency_sign_entries(signs: Iterable[EmergencySign]) -> Entries:
    return {
        sign.slug: {
            "text": sign.text,
            "detail": sign.detail,
            "source": sign.source,
            "position": sign.position,
        }
        for sign in signs
    }


def _shelf(subject: Subject) -> dict[str, Any]:
    return {
        "description": subject.description,
        "picture": subject.picture.key if subject.picture else None,
        "position": subject.position,
    }
