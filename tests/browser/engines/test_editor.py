"""The editor in Firefox and WebKit: the copy breaks its lines like the field, and undo is the browser's."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.browser.engines.browsers import SECONDS, firefox, webkit
from tests.factories import DraftArticleFactory, EditorFactory
from tests.waiting import waited_for

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("ENGINES" not in os.environ, reason="ENGINES=1 asks for Firefox and WebKit too"),
]

TEXT = (
    "## A heading that is long enough to break on a phone, is it not?\\n\\n"
    + "Some **bold words**, *slanted ones*, [a link](https://example.org/a-long-address). " * 8
    + "\\n\\n::: care now Phone a vet\\n- A sign that goes on for more than one line of the field\\n:::\\n\\n"
    + "supercalifragilistic" * 12
)
FIELD = "const field = document.querySelector('#id_body'); field.focus();"
WRITE = FIELD + " field.select(); document.execCommand('insertText', false, '{}');"
FILL = WRITE.format(TEXT)
VALUE = f"{FIELD} return field.value"
FIRST_CHOICE = "return document.querySelector('.popup:popover-open .popup-name').textContent"
COPY = "return document.querySelector('[data-markdown-editor]').dataset.copy"
# Which lines of the copy have another height than the same words in a field.
DIFFERENT = """
const probe = document.querySelector('.text-probe');
const mirror = document.querySelector('.mirror');
const style = getComputedStyle(mirror);
const padding = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
const lines = document.querySelector('#id_body').value.split('\\n');
return lines.filter((line, at) => {
  probe.value = line;
  const { height } = mirror.children[at].getBoundingClientRect();
  return Math.abs(probe.scrollHeight - padding - height) > 1.5;
});
"""


@pytest.mark.parametrize("opened", [firefox, webkit])
def test_the_editor_works_in_another_engine(server: str, tmp_path: Path, opened: Any) -> None:
    article = DraftArticleFactory()
    client = Client()
    client.force_login(EditorFactory())
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    with opened(tmp_path) as engine:
        # Scripts may not set this cookie once the site has, so it is set first.
        engine.go(f"{server}/robots.txt")
        engine.run(f"document.cookie = '{session.key}={session.value}; path=/'")
        engine.go(f"{server}/admin/articles/article/{article.pk}/change/")

        for width in (500, 1300):
            engine.set_width(width)
            engine.run(FILL)
            assert waited_for(lambda: engine.run(COPY) == "alike", seconds=SECONDS), width
            assert engine.run(DIFFERENT) == []
        engine.run(
            f"{FIELD} field.select(); document.execCommand('insertText', false, 'one two'); field.select()"
        )
        engine.run(f"{FIELD} field.select(); document.querySelector('[data-do=bold]').click()")
        assert engine.run(VALUE) == "**one two**"
        engine.run("document.querySelector('[data-do=undo]').click()")
        assert engine.run(VALUE) == "one two"
        engine.run(f"{FIELD} field.select(); document.execCommand('insertText', false, '/')")
        assert (
            engine.run("return document.querySelector('.popup:popover-open .popup-name').textContent")
            == "Heading"
        )
