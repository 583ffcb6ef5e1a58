"""The coloured copy under the text breaks its lines like the field, or is not seen."""

import json

import pytest

from tests.browser.editor.breaking import COPY, DIFFERENT, TEXT
from tests.browser.engines.field import EngineField

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILL = """
const field = document.querySelector("#id_body");
field.focus();
field.select();
document.execCommand("insertText", false, %s);
"""
FORGET = "document.querySelector('[data-markdown-editor]').dataset.copy = ''"
# Where a window cannot be as narrow as asked, nothing changes.
LOOK = "document.querySelector('.mirror').dispatchEvent(new Event('mirror:drawn'))"
IS_SEEN = "return getComputedStyle(document.querySelector('.mirror')).visibility === 'visible'"


def seen_as(field: EngineField) -> str:
    assert field.engine.comes_true(COPY)
    copy = str(field.engine.run(COPY))
    if copy == "alike":
        assert field.engine.evaluate(DIFFERENT) == []
    else:
        assert not field.engine.run(IS_SEEN)
    return copy


def test_the_copy_breaks_its_lines_like_the_field_at_any_width_and_zoom(field: EngineField) -> None:
    engine, seen = field.engine, {}
    engine.run(FILL % json.dumps(TEXT))
    for width in (340, 390, 520, 777, 901, 1111, 1300):
        engine.run(FORGET)
        engine.set_width(width)
        engine.run(LOOK)
        seen[f"{width} px"] = seen_as(field)
    for factor in (2, 1.1, 0.9, 1):
        engine.run(FORGET)
        engine.set_zoom(factor)
        engine.run(LOOK)
        seen[f"zoom {factor}"] = seen_as(field)
    engine.run(f"{FORGET}; document.documentElement.style.fontSize = '200%'; {LOOK}")
    seen["text 200 %"] = seen_as(field)

    # Otherwise the test would pass in a browser that never has a copy.
    assert [state for state, copy in seen.items() if copy == "off" and state.endswith("px")] == []
