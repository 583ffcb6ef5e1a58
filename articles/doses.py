"""Owners are never given a dose, however it is worded."""

import re

DOSE = re.compile(
    r"\d\s*(mg|mcg|µg|ml|millilit(er|re)s?|milligrams?|tablets?|pills?|drops of)\b", re.IGNORECASE
)


def has_dose(text: str) -> bool:
    return bool(DOSE.search(text))
