"""An editor's browser, and files to choose."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewPage
from tests.browser.login import log_in
from tests.factories import (
    DraftArticleFactory,
    EditorFactory,
    image_bytes,
)


@pytest.fixture
def desk(server: str, new_page: NewPage) -> Page:
    """A logged-in editor's browser, with the cursor at the end of an article's text."""
    page = log_in(new_page(viewport={"width": 1500, "height": 1000}), EditorFactory(username="mira"))
    page.goto(f"{server}/admin/articles/article/{DraftArticleFactory().pk}/change/")
    page.locator("#id_body").press("Control+End")
    return page


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Three pictures, as a camera names them."""
    found = [tmp_path / f"DSC000{number}.png" for number in range(3)]
    for width, file in enumerate(found, 300):
        file.write_bytes(image_bytes((width, 200), "PNG"))
    return found
