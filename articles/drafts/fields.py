"""The fields of an article, each declared once, and a working copy as plain data.

The history, digests, comparison, files, restoring, autosave and the order of the form follow
from FIELDS. A new plain field needs its column (articles/models/article.py), its line here with
`came_later`, and the place where readers see it (articles/composing/compose.py and a template).
"""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from django.utils.text import capfirst

from articles.composing.compose import Composition, compose
from articles.drafts.parts import Contents, rows_of, words_mentioned
from articles.models import Article


class Shape(Enum):
    """How a field holds what it says."""

    VALUE = auto()  # a few words in a column, or one of the model's choices
    TEXT = auto()  # paragraphs in a column
    LINES = auto()  # a list in a column, one entry on each line
    LINK = auto()  # a row of another table, named by its slug
    ROWS = auto()  # a list of rows (articles/drafts/parts.py)
    WORDS = auto()  # words of the library by their keys, which the text refers to


PLAIN = {Shape.VALUE, Shape.TEXT, Shape.LINES}
EMPTY: dict[Shape, type] = {Shape.LINK: str, Shape.ROWS: list, Shape.WORDS: dict}


class Section(Enum):
    """The part of the form in which a field is edited, by its heading."""

    BASICS = ""
    TOP = "Top of the page"
    TEXT = "Text"


@dataclass(frozen=True)
class Field:
    name: str
    shape: Shape
    # Its key in the front matter of a file. None where the file says it otherwise, as its name says the slug.
    file_key: str = ""
    # None for rows, which have forms of their own, and for what is edited on other pages.
    section: Section | None = None
    # For a column whose own label says nothing to editors, such as “slug” for the address.
    own_label: str = ""
    is_required_in_files: bool = False
    # Files keep their order of keys although the form has another: this names the key before.
    file_after: str = ""
    # A vet's signature outlives a change of what does not stand on the page.
    is_on_page: bool = True
    # Declared after texts had been signed: as long as it is empty, their digests stay as they were.
    came_later: bool = False

    @property
    def label(self) -> str:
        if self.own_label:
            return self.own_label
        column: Any = Article._meta.get_field(self.name)
        return str(capfirst(column.verbose_name))


# In the order of the form, which is that of the page.
FIELDS = (
    Field("title", Shape.VALUE, "title", Section.BASICS, is_required_in_files=True),
    # A file's name is the address of its article.
    Field("slug", Shape.VALUE, section=Section.BASICS, own_label="Address", is_on_page=False),
    Field("kind", Shape.VALUE, "kind", Section.BASICS),
    Field("category", Shape.LINK, "category", Section.BASICS, is_required_in_files=True),
    Field("species", Shape.ROWS, "species", Section.BASICS),
    Field("author", Shape.LINK, "author", Section.BASICS, is_required_in_files=True),
    Field("urgency", Shape.VALUE, "urgency", Section.BASICS),
    Field("standfirst", Shape.TEXT, "standfirst", Section.TOP),
    Field("answer", Shape.TEXT, "answer", Section.TOP),
    Field("key_points", Shape.LINES, "key_points", Section.TOP),
    Field("description", Shape.VALUE, "description", Section.TOP, file_after="standfirst"),
    Field("index_term", Shape.VALUE, "index_term", Section.TOP, file_after="title", came_later=True),
    Field("gallery", Shape.ROWS, "pictures", own_label="Gallery"),
    # No key: it is all that stands below the front matter.
    Field("body", Shape.TEXT, section=Section.TEXT),
    Field("references", Shape.ROWS, "references", own_label="References"),
    Field("facts", Shape.ROWS, "facts", own_label="Fact sheet"),
    # Files keep these in lists of their own.
    Field("pictures", Shape.WORDS, own_label="Pictures and their words"),
    Field("terms", Shape.WORDS, own_label="Words of the glossary", came_later=True),
)
FIELD = {field.name: field for field in FIELDS}

PLAIN_FIELDS = tuple(field.name for field in FIELDS if field.shape in PLAIN)
PARTS = tuple(field.name for field in FIELDS if field.shape not in PLAIN)
LINKS = tuple(field.name for field in FIELDS if field.shape is Shape.LINK)
# The lists whose rows have forms of their own, below the other fields.
ROW_GROUPS = tuple(field.name for field in FIELDS if field.shape is Shape.ROWS and field.section is None)
# Readers and other pages hold the address: it changes on its own page only.
ADDRESS = ("slug", "kind")


def fields_in(section: Section) -> tuple[str, ...]:
    return tuple(field.name for field in FIELDS if field.section is section)


def fields_in_files() -> list[Field]:
    """Those that front matter holds, in the order in which a file has them."""
    ordered: list[Field] = []
    for field in FIELDS:
        if field.file_key:
            before = [one.file_key for one in ordered]
            place = before.index(field.file_after) + 1 if field.file_after else len(ordered)
            ordered.insert(place, field)
    return ordered


def contents_of(article: Article, composition: Composition | None = None) -> Contents:
    """The working copy as it stands in the database now.

    `composition` spares a second reading of the text where the caller has it already.
    """
    composition = composition or compose(article)
    links = {name: getattr(article, name).slug for name in LINKS}
    words = words_mentioned(composition.mentioned)
    return plain_of(article) | links | rows_of(composition) | words


def plain_of(version: Any) -> Contents:
    """The plain fields of an article, or of a row of its history."""
    return {name: same_line_ends(getattr(version, name)) for name in PLAIN_FIELDS}


def contents_of_version(version: Any) -> Contents:
    """The working copy that a row of the history holds.

    Rows from before the history kept parts have none: then these are empty.
    """
    empty = {name: EMPTY[FIELD[name].shape]() for name in PARTS}
    parts: Contents = version.parts
    return plain_of(version) | empty | parts


def same_line_ends(text: str) -> str:
    """Browsers send CR LF, files have LF: a form saved without a change is no change.

    A lone carriage return stays here, because signed texts may hold one, and their digests count it.
    What is written anew goes through typed_lines().
    """
    return text.replace("\r\n", "\n").strip()


def typed_lines(text: str) -> str:
    """What somebody typed, with one kind of line end: Markdown takes a lone carriage return for one too."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
