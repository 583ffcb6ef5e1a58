"""The shapes in which an edition keeps what it shows; see articles/models/edition.py."""

from typing import NotRequired, TypedDict


class PictureSnapshot(TypedDict):
    """A picture as a page shows it; `src` and `srcset` are ready for an <img>.

    `card` is the address of the picture in the shape for previews of links. Editions from
    before cards have none, until refresh_articles adds it.
    """

    key: str
    alt: str
    caption: str
    credit: str
    tone: str
    src: str
    srcset: str
    width: int
    height: int
    licence: NotRequired[str]
    card: NotRequired[str]


class ReferenceSnapshot(TypedDict):
    """A citation as the reference list prints it; `link` may be empty."""

    key: str
    authors: str
    year: int | None
    title: str
    source: str
    locator: str
    link: str
    evidence_label: str
    studied: str
    sample_size: int | None


class CitedReference(ReferenceSnapshot):
    """A reference with its number in the text and the ids of the places that cite it."""

    number: int
    citations: list[str]


class Heading(TypedDict):
    id: str
    text: str
    level: int


class FactSnapshot(TypedDict):
    """A row of a breed's fact sheet; `reference` is a number in the list, if it has one.

    `scale` is 1 to 5 where the reference measured it. Editions from before scales have none.
    """

    label: str
    value: str
    reference: int | None
    scale: NotRequired[int | None]


class TermSnapshot(TypedDict):
    """A word of the glossary as a page explains it."""

    key: str
    name: str
    meaning: str


class AuthorSnapshot(TypedDict):
    name: str
    role: str
    initials: str
    is_vet: bool


class SignatureSnapshot(TypedDict):
    """A vet's signature as it was on the day; `signed_on` is a date, YYYY-MM-DD."""

    name: str
    role: str
    credentials: str
    initials: str
    signed_on: str
