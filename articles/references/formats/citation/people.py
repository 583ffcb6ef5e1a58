"""Lists of authors as the styles of citations print them, and where such a list ends.

A list is read as a whole or not at all: half of it would be a wrong answer.
"""

import re

from articles.models.reference import AND_OTHERS
from articles.references.source import SUFFIXES, is_body, names_of

ET_AL = re.compile(r",?\s*(?:\bet al\b\.?|\band others\b)", re.IGNORECASE)
EDITORS = re.compile(r",?\s*(?:\(eds?\.?\)|\beds?\.|\beditors?\b\.?)\s*$", re.IGNORECASE)
AND = re.compile(r",?\s+(?:and|und|et)\s+|\s*,?\s*&\s*|\s*;\s*")
LETTER = r"[^\W\d_]"
CAPITAL = r"(?![a-zß-öø-ÿ])" + LETTER
PARTICLE = r"(?:van|von|de|del|della|dela|den|der|des|di|da|das|do|dos|du|la|le|el|al|bin|ibn|ten|ter|zu|y)"
WORD = rf"(?:[dl]['’])?{CAPITAL}(?:{LETTER}|['’‐-])+"
INITIAL = rf"{CAPITAL}(?:\.|(?=[\s.‐-]|$))"
FAMILY = re.compile(rf"(?:{PARTICLE}\s)*{WORD}(?:\s+(?:{PARTICLE}\s+)*{WORD}){{0,3}}")
# “JD”, “J. D.”, “J.-P.”
INITIALS = re.compile(rf"[A-Z]{{1,4}}|(?:{CAPITAL}\.?[\s‐-]*){{1,4}}")
GIVEN = re.compile(rf"(?:{WORD}|{INITIAL})(?:[\s‐-]*(?:{WORD}|{INITIAL})){{0,3}}")
# “Lisa A. Murphy”, “L.A. Murphy”
DIRECT = re.compile(rf"(?P<given>(?:{WORD}\s+|{INITIAL}[\s‐-]*){{1,4}})(?P<family>(?:{PARTICLE}\s+)*{WORD})")
WITH_INITIALS = re.compile(
    r"(?P<family>\S.*?)\s+(?P<given>[A-Z]{1,3}(?:-[A-Z])?)(?:\s+(?:[JS]r\.?|I{2,3}|IV))?"
)
SMALL_WORDS = frozenset({"of", "for", "and", "the", "in", "on", "&"})
SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
MOST_ENDS = 60


def people_in(text: str, *, is_turned: bool = True) -> str:
    """Return “Harvey ND, Shaw SC and others”; "" where the text is no list of authors.

    `is_turned` says that the first family name comes first. Otherwise “Blue Cross” would be a person.
    """
    words = EDITORS.sub("", text.strip()).strip(" ,")
    shortened = ET_AL.sub("", words).strip(" ,")
    # The last full stop is that of the list, or of an initial.
    names = _names(shortened, is_turned=is_turned) or _names(shortened.removesuffix("."), is_turned=is_turned)
    return names_of(names) + (AND_OTHERS if ET_AL.search(words) else "") if names else body_in(shortened)


def body_in(text: str) -> str:
    """Return the name of an organisation, as it is written; "" where the text is none."""
    name = text.strip(" .")
    return name if is_body(name.split()) and has_capitals(name) else ""


def has_capitals(name: str) -> bool:
    """Whether the words are those of a name, and not of a sentence."""
    is_name = all(word[0].isupper() or word.lower() in SMALL_WORDS for word in name.split())
    return is_name and not re.search(r"[.?!,;:“”\"]", name)


def _names(text: str, *, is_turned: bool) -> list[str]:
    """Each as “Harvey, Naomi D.”; none where one part is no name."""
    parts = [part.strip() for part in AND.sub(", ", text).split(",") if part.strip()]
    names: list[str] = []
    at = 0
    while at < len(parts):
        following = parts[at + 1] if at + 1 < len(parts) else ""
        name, taken = _turned(parts[at], following, is_first=at == 0)
        name = name or _direct(parts[at], may_be_whole=at > 0 or not is_turned)
        # Behind persons stands the group that they speak for.
        if not name and not (at and (name := body_in(parts[at]))):
            return []
        names.append(name)
        at += taken
        if at < len(parts) and parts[at].lower() in SUFFIXES:
            at += 1
    return names


def _turned(part: str, following: str, *, is_first: bool) -> tuple[str, int]:
    """A name with the family in front, and over how many parts it goes; "" where it is none."""
    if (short := WITH_INITIALS.fullmatch(part)) and FAMILY.fullmatch(short["family"]):
        return f"{short['family']}, {short['given']}", 1
    if not FAMILY.fullmatch(part):
        return "", 1
    if INITIALS.fullmatch(following):
        return f"{part}, {following}", 2
    # “Murphy, Lisa A., and Adrienne E. Coleman”: only the first is turned.
    is_whole = is_first and GIVEN.fullmatch(following) and (" " not in part or " " not in following)
    return (f"{part}, {following}", 2) if is_whole else ("", 1)


def _direct(part: str, *, may_be_whole: bool) -> str:
    match = DIRECT.fullmatch(part)
    if not match or is_body(part.split()):
        return ""
    has_initials = re.fullmatch(rf"(?:{INITIAL}[\s‐-]*)+", match["given"]) is not None
    return f"{match['family']}, {match['given'].strip()}" if may_be_whole or has_initials else ""


def split_people(line: str) -> tuple[str, str]:
    """Return the authors at the beginning of a citation, and what comes behind; ("", line) without them."""
    found = ("", line)
    for end in list(SENTENCE_END.finditer(line))[:MOST_ENDS]:
        people = people_in(line[: end.start()])
        if people:
            found = people, line[end.end() :]
        elif found[0]:
            break
    return found
