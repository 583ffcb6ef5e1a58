"""What the tests of files share."""

from pathlib import Path

import pytest

from tests.articles.transfer.content_files import make_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """With the lists that articles need, and no articles yet."""
    return make_folder(tmp_path)
