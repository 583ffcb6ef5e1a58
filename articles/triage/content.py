"""The text of a version as the views read it (SymptomCheck.content says how it is stored)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from articles.animals import Animal
from articles.triage.lines import lines_for
from articles.urgency import AT_HOME, LADDER, CareLevel

LEVELS = {level.name: level for level in LADDER}


@dataclass(frozen=True)
class CheckOutcome:
    """What a check ends with. `key` is that of the question that was answered yes, empty for none."""

    key: str
    level: CareLevel
    head: str
    why: str = ""
    do: list[str] = field(default_factory=list)
    dont: list[str] = field(default_factory=list)
    watch: list[str] = field(default_factory=list)
    again_hours: int | None = None
    poison: bool = False


@dataclass(frozen=True)
class AskedQuestion:
    """A question as it is asked about one animal, or about all of the check's."""

    key: str
    text: str
    hint: str
    items: list[str]
    shows_gums: bool
    goes_to: str
    # None where a yes leads to another check.
    outcome: CheckOutcome | None


@dataclass(frozen=True)
class CheckText:
    """A check as a reader walks through it.

    `animal` is the one they chose, or empty. `pages` are the addresses of articles about the sign, and
    `version` is the number of the published version, 0 for a text that is not published.
    """

    title: str
    question: str
    summary: str
    pages: list[str]
    animals: list[Animal]
    animal: str
    questions: list[AskedQuestion]
    otherwise: CheckOutcome
    version: int = 0

    @property
    def stamp(self) -> str:
        """What answers are bound to: the version that asked, and about which animal."""
        return "-".join(filter(None, [str(self.version), self.animal]))


def check_text(content: Mapping[str, Any], animal: str = "", version: int = 0) -> CheckText:
    """Return the check for the animal. An animal that it is not about counts as none chosen.

    Takes any content: a preview shows what is not finished, and then words may be missing.
    """
    animals = [Animal(name) for name in content.get("animals", []) if name in Animal.values]
    chosen = animal if animal in animals else ""
    asked = [question for entry in content["questions"] if (question := _asked(entry, chosen))]
    return CheckText(
        title=content.get("title", ""),
        question=content.get("question", ""),
        summary=content.get("summary", ""),
        pages=content.get("pages", []),
        animals=animals,
        animal=chosen,
        questions=asked,
        otherwise=_outcome(content["none"], "", AT_HOME, chosen),
        version=version,
    )


def text_for_readers(content: Mapping[str, Any], animal: str, version: int) -> CheckText:
    """Return the published check for the animal.

    Nobody gets a result without a question: then it is better to be asked what concerns others.
    """
    text = check_text(content, animal, version)
    return text if text.questions else check_text(content, "", version)


def _asked(entry: Mapping[str, Any], animal: str) -> AskedQuestion | None:
    """Return the question, or None if it is about other animals only."""
    all_items = entry.get("items", [])
    items = lines_for(all_items, animal)
    animals = entry.get("animals", [])
    if (animal and animals and animal not in animals) or (all_items and not items):
        return None
    key, level = entry.get("key", ""), LEVELS.get(entry.get("level", ""))
    return AskedQuestion(
        key=key,
        text=entry.get("text", ""),
        hint=entry.get("hint", ""),
        items=items,
        shows_gums=entry.get("shows_gums", False),
        goes_to=entry.get("goes_to", ""),
        outcome=_outcome(entry, key, level, animal) if level else None,
    )


def _outcome(entry: Mapping[str, Any], key: str, level: CareLevel, animal: str) -> CheckOutcome:
    return CheckOutcome(
        key=key,
        level=level,
        head=entry.get("head", level.to_do),
        why=entry.get("why", ""),
        do=lines_for(entry.get("do", []), animal),
        dont=lines_for(entry.get("dont", []), animal),
        watch=lines_for(entry.get("watch", []), animal),
        again_hours=entry.get("again_hours"),
        poison=entry.get("poison", False),
    )
