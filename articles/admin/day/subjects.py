"""The admin's lists by subject, for who looks for one that nothing leads to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

OTHERS = "Others"
SUBJECTS: dict[str, tuple[str, ...]] = {
    "Pages": ("article", "picture", "category", "species"),
    "Words": ("glossaryterm", "synonym", "dangerphrase", "dangerwords", "searchcount"),
    "Safety": ("emergencysign", "poisonline", "symptomcheck"),
    "Comments": ("comment", "showncomment", "report", "lowrating", "spamphrase", "commentblock", "decision"),
    "Links": ("redirect", "externallink"),
    "People": ("contributor", "user", "group", "heldaddress"),
    OTHERS: (),
}
SUBJECT_OF = {model: subject for subject, models in SUBJECTS.items() for model in models}


@dataclass(frozen=True)
class Listed:
    name: str
    url: str


@dataclass(frozen=True)
class ListsOfSubject:
    name: str
    lists: list[Listed]


def by_subject(apps: Iterable[dict[str, Any]]) -> list[ListsOfSubject]:
    """Sort what Django's get_app_list() returned, which holds what the person may open, and no more."""
    found: dict[str, dict[str, Listed]] = {name: {} for name in SUBJECTS}
    for entry in (entry for app in apps for entry in app["models"]):
        name = entry["model"]._meta.model_name
        if url := entry["admin_url"] or entry["add_url"]:
            label = str(entry["name"])
            listed = Listed(f"{label[:1].upper()}{label[1:]}", url)
            found[SUBJECT_OF.get(name, OTHERS)][name] = listed
    return [ListsOfSubject(name, _in_order(name, lists)) for name, lists in found.items() if lists]


def _in_order(subject: str, lists: dict[str, Listed]) -> list[Listed]:
    order = SUBJECTS[subject]
    return (
        sorted(lists.values(), key=lambda one: one.name)
        if not order
        else [lists[name] for name in order if name in lists]
    )
