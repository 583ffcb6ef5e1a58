"""The types of the JSON that an edition stores; see articles/models/edition.py."""

from typing import NotRequired, TypedDict


class PictureSnapshot(TypedDict):
    """A picture as a page shows it; `src` and `srcset` are the attributes of an <img>.

    `card` is the address of the picture in the size for previews of links. Editions from
    before cards lack it until refresh_articles adds it. `focus` says where a crop stays: percent from
    the left and from the top; without it, crops stay in the middle.
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
    focus: NotRequired[list[int]]
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
    """A reference with its number in the text, and the ids of the elements that cite it."""

    number: int
    citations: list[str]


class Heading(TypedDict):
    id: str
    text: str
    level: int


class FactSnapshot(TypedDict):
    """A row of a breed's fact sheet; `reference` is the number of its reference, if it has one.

    `scale` is 1 to 5 if the reference measured it. Editions from before scales lack the key.
    """

    label: str
    value: str
    reference: int | None
    scale: NotRequired[int | None]


class TermSnapshot(TypedDict):
    """A glossary term as a page explains it."""

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
