"""`make quick` finds the tests of each file."""

import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from tools.quick import APPS, ELSEWHERE, find_tests

BASE = Path(settings.BASE_DIR)
LISTED = subprocess.run(["git", "ls-files"], cwd=BASE, capture_output=True, text=True).stdout.split()
CODE = [name for name in LISTED if name.startswith((*APPS, "templates/", "content/", "static/"))]


def test_every_file_of_the_site_leads_to_tests_that_exist() -> None:
    lost = [name for name in CODE if not [test for test in find_tests(name) if (BASE / test).exists()]]

    assert CODE
    assert lost == []


@pytest.mark.parametrize("start", ELSEWHERE)
def test_an_exception_is_of_files_and_tests_that_are_there(start: str) -> None:
    assert list(BASE.glob(f"{start}*"))
    assert all((BASE / test).exists() for test in ELSEWHERE[start])


@pytest.mark.parametrize(
    ("name", "tests"),
    [
        ("articles/rendering/blocks/care.py", ["tests/articles/rendering"]),
        ("articles/listings/keyset.py", ["tests/articles/listings/test_keyset.py"]),
        ("articles/publishing/release.py", ["tests/articles/publishing"]),
        ("comments/votes.py", ["tests/comments/test_votes.py"]),
        ("templates/mail/reply.txt", ["tests/comments/mail"]),
        ("templates/admin/comments/comment/change_form.html", ["tests/comments/admin"]),
        ("docs/editing.md", ["tests/test_docs.py"]),
        ("tests/comments/test_votes.py", ["tests/comments/test_votes.py"]),
        ("tests/comments/writing/sending.py", ["tests/comments/writing"]),
    ],
)
def test_a_file_leads_to_its_tests(name: str, tests: list[str]) -> None:
    assert list(find_tests(name)) == tests
