"""Keys and citations are made and counted by the server and by scripts: both read the same cases."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from articles.models import Reference
from articles.references.cited import times_cited
from articles.references.keys import key_for

SCRIPTS = Path(settings.BASE_DIR) / "tests/scripts"


def cases(name: str) -> Any:
    return json.loads((SCRIPTS / name).read_text())


@pytest.mark.parametrize("case", cases("keys.json"), ids=lambda case: case["authors"])
def test_a_key_is_made_of_author_and_year(case: dict[str, Any]) -> None:
    assert key_for(case["authors"], case["year"], case["taken"]) == case["key"]


@pytest.mark.parametrize("case", cases("citations.json"), ids=lambda case: case["name"])
def test_what_stands_in_code_is_no_citation(case: dict[str, Any]) -> None:
    counted = times_cited(case["text"], [Reference(key="a1999"), Reference(key="b2000")])

    assert list(counted.items()) == list(Counter(case["keys"]).items())
