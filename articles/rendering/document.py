"""The state of one rendering: what was found so far, and what is wrong."""

from dataclasses import dataclass, field

from django.utils.text import slugify

from articles.rendering.lookups import Lookups
from articles.rendering.problems import Problem
from articles.snapshots import CitedReference, Heading, TermSnapshot

# The page around the text uses these ids itself, so no heading may take one.
PAGE_IDS = {
    *("main", "top", "comments", "ratings", "references", "write", "contents", "gallery", "related"),
    "site-q",
    "what-changed",
    *("in-short", "at-a-glance", "histogram", "comments-title", "references-title", "write-title"),
    *("footer-animals", "footer-subjects"),
    *("footer-read", "footer-work", "footer-practical"),
    *("words-explained", "about-this-page"),
}
PAGE_ID_PREFIXES = ("ref-", "reference-", "cite-", "id_", "picture-", "term-", "meaning-", "comment-")


@dataclass
class Document:
    """Collects the headings, citations and problems of a text, in its order."""

    lookups: Lookups
    lines: list[str]
    outline: list[Heading] = field(default_factory=list)
    references: dict[str, CitedReference] = field(default_factory=dict)
    terms: dict[str, TermSnapshot] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    # The last number behind each base: a text of equal headings must not count from 1 for each of them.
    counts: dict[str, int] = field(default_factory=dict)

    def report(self, line: int, message: str) -> None:
        self.problems.append(Problem(line, message))

    def heading_id(self, text: str) -> str:
        """A readable id from the heading's words, unique in the page."""
        # Short enough that the sanitiser lets it through, with any number behind it.
        base = slugify(text)[:80].strip("-") or "section"
        if base in PAGE_IDS or base.startswith(PAGE_ID_PREFIXES):
            base += "-section"
        candidate, count = base, self.counts.get(base, 1)
        while candidate in self.ids:
            count += 1
            candidate = f"{base}-{count}"
        self.counts[base] = count
        self.ids.add(candidate)
        return candidate

    def cite(self, key: str, line: int) -> tuple[int, str] | None:
        """The reference's number and a fresh id for this citation; None when the key is wrong."""
        if key not in self.references:
            snapshot = self.lookups.reference(key)
            if snapshot is None:
                self.report(line, f"There is no reference with the key “{key}”.")
                return None
            self.references[key] = {**snapshot, "number": len(self.references) + 1, "citations": []}
        cited = self.references[key]
        citation_id = f"cite-{key}-{len(cited['citations']) + 1}"
        cited["citations"].append(citation_id)
        return cited["number"], citation_id

    def explain(self, key: str, line: int) -> bool:
        """Add this word to those that the page explains; False when the glossary does not have the key."""
        if key not in self.terms:
            snapshot = self.lookups.term(key)
            if snapshot is None:
                self.report(line, f"The glossary has no word with the key “{key}”.")
                return False
            self.terms[key] = snapshot
        return True
