"""Finds a Chromium for the browser tests, installs one if it can, and prints where it is.

Run by `make test`; needs nothing but Python, and playwright only for its own download.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The headless shell is the same engine without the windows, tabs and menus that no test looks at,
# and takes a fifth less work.
NAMES = [
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome", "google-chrome-stable", "chrome"),
]
MAC_APPS = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
]
ADVICE = (
    "The browser tests need Chromium or Chrome. Install it, or set CHROMIUM to its path. "
    "On Debian: apt-get install chromium-headless-shell"
)


def chosen() -> str | None:
    """The one a person names in CHROMIUM; a wrong path is said, not passed over."""
    path = os.environ.get("CHROMIUM")
    if path and not shutil.which(path):
        sys.exit(f"CHROMIUM={path} is not a program.")
    return shutil.which(path) if path else None


def of_the_system() -> str | None:
    return next((path for name in [*NAMES, *MAC_APPS] if (path := shutil.which(name))), None)


def of_playwright() -> str | None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() and _runs(path) else None


def _runs(path: str) -> bool:
    # Playwright's download does not bring the system libraries that it needs; a bare Debian lacks them.
    return subprocess.run([path, "--version"], capture_output=True).returncode == 0


def downloaded_by_playwright() -> str | None:
    _try([sys.executable, "-m", "playwright", "install", "chromium"])
    return of_playwright()


def installed_by_apt() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    _try(["apt-get", "update"], environment)
    for package in ("chromium-headless-shell", "chromium"):
        _try(["apt-get", "install", "-y", package], environment)
        if path := of_the_system():
            return path
    return None


def _try(command: list[str], environment: dict[str, str] | None = None) -> None:
    print(f"Chromium: trying {' '.join(command)}", file=sys.stderr)
    # Standard output is for the path alone.
    subprocess.run(command, env=environment, stdout=sys.stderr, stderr=subprocess.DEVNULL)


def find() -> str | None:
    ways = [chosen, of_the_system, of_playwright, downloaded_by_playwright, installed_by_apt]
    return next((path for way in ways if (path := way())), None)


if __name__ == "__main__":
    print(find() or sys.exit(ADVICE))
