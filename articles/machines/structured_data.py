"""Structured data about a page in the vocabulary of schema.org, from the edition that readers see."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from articles.listings.people import is_team
from articles.machines.json_ld import Node, without_blanks
from articles.machines.site_address import LANGUAGE, SITE_NAME, absolute, picture_url, site_root
from articles.models import Contributor, Edition


def site_nodes(request: HttpRequest) -> list[Node]:
    """Return the nodes of the site and its publisher. Other nodes refer to them by @id."""
    root = site_root(request)
    return [
        {
            "@type": "WebSite",
            "@id": f"{root}/#site",
            "url": f"{root}/",
            "name": SITE_NAME,
            "inLanguage": LANGUAGE,
            "publisher": {"@id": f"{root}/#publisher"},
        },
        {"@type": "Organization", "@id": f"{root}/#publisher", "name": SITE_NAME, "url": f"{root}/"},
    ]


def edition_nodes(request: HttpRequest, edition: Edition, first_seen_on: date) -> list[Node]:
    url = absolute(request, edition.get_absolute_url())
    return [
        *site_nodes(request),
        _page(request, edition, url),
        _article(request, edition, url, first_seen_on),
    ]


def _page(request: HttpRequest, edition: Edition, url: str) -> Node:
    """Return the WebPage node. schema.org defines the review as a property of the page.

    It is there only if a vet signed the edition: nothing may claim a check that never happened.
    """
    page: Node = {
        "@type": "WebPage",
        "@id": url,
        "url": url,
        "name": edition.title,
        "description": edition.description,
        "inLanguage": LANGUAGE,
        "isPartOf": {"@id": f"{site_root(request)}/#site"},
        "breadcrumb": {"@id": f"{url}#breadcrumb"},
        "primaryImageOfPage": {"@id": f"{url}#picture"} if edition.lead else None,
    }
    if edition.signature is not None:
        page["lastReviewed"] = edition.signature["signed_on"]
        page["reviewedBy"] = _signer(edition.signature)
    return page


def _signer(signature: dict[str, Any]) -> Node:
    return without_blanks(
        {
            "@type": "Person",
            "name": signature["name"],
            "jobTitle": signature["role"],
            "hasCredential": _credential(signature["credentials"]),
        }
    )


def _credential(credentials: str) -> Node | None:
    return {"@type": "EducationalOccupationalCredential", "name": credentials} if credentials else None


def _article(request: HttpRequest, edition: Edition, url: str, first_seen_on: date) -> Node:
    return {
        "@type": "Article",
        "@id": f"{url}#article",
        "mainEntityOfPage": {"@id": url},
        "url": url,
        "headline": edition.title,
        "description": edition.description,
        "abstract": edition.answer,
        "inLanguage": LANGUAGE,
        "isAccessibleForFree": True,
        # A text that was imported may be older than its first day on this site.
        "datePublished": min(first_seen_on, edition.updated_on).isoformat(),
        "dateModified": timezone.localtime(edition.updated_at).isoformat(),
        "articleSection": edition.category.name,
        "about": [{"@type": "Thing", "name": animal.name} for animal in edition.animals],
        "author": _author(request, edition),
        "publisher": {"@id": f"{site_root(request)}/#publisher"},
        "image": _image(request, edition.lead, url),
        "commentCount": edition.article.comment_count if edition.takes_comments else None,
        "citation": [_citation(reference) for reference in edition.references],
    }


def _author(request: HttpRequest, edition: Edition) -> Node:
    """Return the author as the edition names them, with the present address of their page."""
    author = edition.author
    is_group = is_team(author["role"], is_vet=author["is_vet"])
    person: Node = {"@type": "Organization" if is_group else "Person", "name": author["name"]}
    if not is_group:
        person["jobTitle"] = author["role"]
    if edition.contributor is not None:
        page = absolute(request, reverse("contributor", args=[edition.contributor.slug]))
        person |= {"@id": f"{page}#contributor", "url": page}
    return person


def _image(request: HttpRequest, picture: dict[str, Any] | None, url: str) -> Node | None:
    if picture is None:
        return None
    address = picture_url(request, picture)
    licence = picture.get("licence", "")
    # schema.org takes an address or a work here, and no bare text.
    if licence and not licence.startswith(("https://", "http://")):
        licence = {"@type": "CreativeWork", "name": licence}
    return without_blanks(
        {
            "@type": "ImageObject",
            "@id": f"{url}#picture",
            "url": address,
            "contentUrl": address,
            # E37 is the code for pixels in the UN/CEFACT list of units, which schema.org refers to.
            "width": {"@type": "QuantitativeValue", "value": picture["width"], "unitCode": "E37"},
            "height": {"@type": "QuantitativeValue", "value": picture["height"], "unitCode": "E37"},
            "caption": picture["caption"] or picture["alt"],
            "creditText": picture["credit"],
            "license": licence,
        }
    )


def _citation(reference: dict[str, Any]) -> Node:
    source = {"@type": "CreativeWork", "name": reference["source"]}
    return without_blanks(
        {
            "@type": "CreativeWork",
            "name": reference["title"],
            # Not `author`: the names are stored as one string, which cannot be split reliably.
            "creditText": reference["authors"],
            # ISO 8601 writes a year with four digits.
            "datePublished": f"{reference['year']:04d}" if reference["year"] else None,
            "isPartOf": source if reference["source"] else None,
            "url": reference["link"],
        }
    )


def contributor_nodes(request: HttpRequest, contributor: Contributor) -> list[Node]:
    url = absolute(request, reverse("contributor", args=[contributor.slug]))
    is_group = is_team(contributor.role, is_vet=contributor.is_vet)
    person: Node = {
        "@type": "Organization" if is_group else "Person",
        "@id": f"{url}#contributor",
        "url": url,
        "name": contributor.name,
        "jobTitle": None if is_group else contributor.role,
        "description": contributor.biography,
        "hasCredential": _credential(contributor.credentials),
    }
    page = {"@type": "ProfilePage", "@id": url, "url": url, "mainEntity": {"@id": person["@id"]}}
    return [page, without_blanks(person)]


def breadcrumb_node(request: HttpRequest, trail: Iterable[tuple[str, str]]) -> Node:
    """Return the breadcrumb of a page.

    `trail` has the name and path of each step from the home page down, as the page shows
    them. The path "" means the page itself.
    """
    return {
        "@type": "BreadcrumbList",
        "@id": f"{absolute(request, request.path)}#breadcrumb",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": name,
                "item": {"@id": absolute(request, path or request.path)},
            }
            for position, (name, path) in enumerate(trail, start=1)
        ],
    }
