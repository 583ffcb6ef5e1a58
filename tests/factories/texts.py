"""Texts to render without a database, and what they refer to."""

from typing import Any, cast

from articles.rendering import ArticleLink, Rendered, render
from articles.snapshots import PictureSnapshot, ReferenceSnapshot, TermSnapshot


def reference_snapshot(key: str = "study1906", **fields: Any) -> ReferenceSnapshot:
    snapshot: Any = {
        "key": key,
        "authors": "Sherrington CS",
        "year": 1906,
        "title": "Observations on the scratch-reflex in the spinal dog",
        "source": "Journal of Physiology",
        "locator": "34, 1–50",
        "link": "https://doi.org/10.1113/jphysiol.1906.sp001139",
        "evidence_label": "Study",
        "studied": "dogs",
        "sample_size": None,
    }
    return cast("ReferenceSnapshot", snapshot | fields)


def picture_snapshot(key: str = "rug", **fields: Any) -> PictureSnapshot:
    snapshot: Any = {
        "key": key,
        "alt": "A dog on a rug",
        "caption": "One hand at work.",
        "credit": "Drawing: Scratchpost",
        "tone": "mist",
        "src": "/media/pictures/aa/rug-640.webp",
        "srcset": "/media/pictures/aa/rug-320.webp 320w, /media/pictures/aa/rug-640.webp 640w",
        "width": 640,
        "height": 480,
    }
    return cast("PictureSnapshot", snapshot | fields)


class TextLookups:
    """What the texts of rendering tests refer to, without a database.

    It has two references, the picture `rug`, the published article `thumping`, the
    unpublished `twitching` and the word `reflex`; a test may change any of them.
    """

    def __init__(self) -> None:
        self.references = {key: reference_snapshot(key) for key in ("study1906", "book1920")}
        self.pictures = {"rug": picture_snapshot()}
        self.articles = {
            "thumping": ArticleLink("/articles/thumping/", "Why do rabbits thump?", picture_snapshot(), True),
            "twitching": ArticleLink("/articles/twitching/", "Why do dogs twitch?", None, False),
        }
        self.terms: dict[str, TermSnapshot] = {
            "reflex": {"key": "reflex", "name": "Reflex", "meaning": "A movement nobody decides on."}
        }

    def reference(self, key: str) -> ReferenceSnapshot | None:
        return self.references.get(key)

    def picture(self, key: str) -> PictureSnapshot | None:
        return self.pictures.get(key)

    def article(self, slug: str) -> ArticleLink | None:
        return self.articles.get(slug)

    def term(self, key: str) -> TermSnapshot | None:
        return self.terms.get(key)


def rendered(text: str, lookups: TextLookups | None = None) -> Rendered:
    return render(text, lookups or TextLookups())


def problems_of(text: str, lookups: TextLookups | None = None) -> list[str]:
    return [str(problem) for problem in rendered(text, lookups).problems]
