"""Runs the tests of what you changed: `python tools/quick.py [arguments of pytest]`.

What changed is whatever differs from the branch that yours follows, or else from the last commit;
in a clean copy it is the last commit itself. Tests stand where the code stands, so that a file leads
to its tests by its path; ELSEWHERE names the exceptions. Browser tests are left to `make test`.
"""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

BASE = Path(__file__).resolve().parent.parent
APPS = ("articles", "comments", "kbsite")
# Rules of the whole code, in seconds.
ALWAYS = ("tests/test_architecture.py",)

# By the beginning of a path; the longest that fits counts.
ELSEWHERE = {
    "articles/apps.py": ("tests/roles",),
    "articles/changes.py": ("tests/articles/views/test_changes.py",),
    "articles/glossary.py": ("tests/articles/views/test_glossary.py",),
    "articles/migrations": ("tests/test_migrations.py",),
    "articles/rendering/blocks": ("tests/articles/rendering",),
    "articles/roles.py": ("tests/roles",),
    "articles/snapshots.py": ("tests/articles/composing",),
    "articles/urgency.py": ("tests/articles/rendering/blocks", "tests/articles/listings"),
    "articles/urls.py": ("tests/articles/views",),
    "comments/apps.py": ("tests/comments/mail",),
    "comments/forgetting.py": ("tests/comments/writing", "tests/comments/mail"),
    "comments/management": ("tests/comments/mail", "tests/comments/test_photos.py"),
    "comments/migrations": ("tests/test_migrations.py", "tests/comments/models"),
    "comments/templatetags": ("tests/comments/views",),
    "comments/urls.py": ("tests/comments/views",),
    "content": ("tests/articles/transfer/test_bundled_content.py",),
    "kbsite/postgres": ("tests/kbsite/test_backend.py", "tests/kbsite/test_cluster.py"),
    "kbsite/serve": ("tests/kbsite/test_serve.py",),
    "requirements": ("tests/test_requirements.py",),
    "static": ("tests/kbsite/test_static_storage.py",),
    "templates": ("tests/articles/views",),
    "templates/admin": ("tests/articles/admin",),
    "templates/admin/comments": ("tests/comments/admin",),
    "templates/comments": ("tests/comments/views",),
    "templates/mail": ("tests/comments/mail",),
    "templates/markdownx": ("tests/articles/admin",),
}
DOCUMENTS = (".md", ".example", "Makefile")


def main(arguments: list[str]) -> int:
    changed = changed_files()
    tests = sorted({*ALWAYS, *(test for name in changed for test in find_tests(name))})
    print(f"Changed: {' '.join(changed)}\nTests: {' '.join(tests)}")
    command = [sys.executable, "-m", "pytest", "-q", "-m", "not browser and not slow", *arguments, *tests]
    return subprocess.run(command, cwd=BASE).returncode


def changed_files() -> list[str]:
    """Their paths, as git names them; files that git does not know yet are among them."""
    new = _git("ls-files", "--others", "--exclude-standard")
    upstream = _git("merge-base", "HEAD", "@{upstream}")
    found = _git("diff", "--name-only", *(upstream or ["HEAD"])) + new
    return sorted(set(found or _git("diff", "--name-only", "HEAD~1")))


def _git(*arguments: str) -> list[str]:
    """The lines of git's answer; none where it has no answer, as without an upstream branch."""
    result = subprocess.run(["git", *arguments], cwd=BASE, capture_output=True, text=True)
    return result.stdout.split("\n")[:-1] if result.returncode == 0 else []


def find_tests(name: str) -> Iterable[str]:
    """The test files and folders to run after a change of this file."""
    path = PurePosixPath(name)
    if path.parts[0] == "tests":
        return _of_test(path)
    if name.endswith(DOCUMENTS):
        return ("tests/test_docs.py",)
    begins = [start for start in ELSEWHERE if name.startswith(start)]
    if begins:
        return ELSEWHERE[max(begins, key=len)]
    return list(_beside(path))[:1] if path.parts[0] in APPS else ()


def _of_test(path: PurePosixPath) -> Iterable[str]:
    """What many tests share leads to none: which ones it is for, only the whole suite knows."""
    if path.name.startswith("test_"):
        return (str(path),) if (BASE / path).exists() else ()
    folder = str(path.parent)
    is_small = path.parts[1:2] not in [("browser",), ("factories",), ("shared",)] and len(path.parts) > 3
    return (folder,) if is_small and (BASE / folder).is_dir() else ()


def _beside(path: PurePosixPath) -> Iterator[str]:
    """Where its tests may stand, the nearest place first."""
    near = PurePosixPath("tests") / path.parent
    candidates = [near / f"test_{path.name}", near, *list(near.parents)[:-1]]
    yield from (str(place) for place in candidates if (BASE / place).exists())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
