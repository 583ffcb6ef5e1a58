"""Lighthouse's marks for a phone, page by page, of this very clone: `make lighthouse`.

A site of its own is set up in var/lighthouse and served as in production. Lighthouse comes
from npm, at the version named here; the browser is the one of the tests.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

VERSION = "12.8.2"  # the last that runs on Node 18 and 20
ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "lighthouse"
PROGRAM = FOLDER / "node_modules" / ".bin" / "lighthouse"
PAGES = {
    "home": "/",
    "article": "/articles/why-do-dogs-kick-their-back-legs-when-you-scratch-them/",
    "category": "/categories/facts-about-the-animal-kingdom/",
    "breed file": "/breeds/cavalier-king-charles-spaniel/",
    "search": "/search/?q=why+does+my+cat+knead",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
METRICS = {
    "first-contentful-paint": "FCP",
    "largest-contentful-paint": "LCP",
    "total-blocking-time": "TBT",
    "cumulative-layout-shift": "CLS",
    "total-byte-weight": "bytes",
}
PERFECT = 100
SET_UP_SECONDS = 300
TRIES = 3
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


def install() -> None:
    if not shutil.which("npm"):
        sys.exit("Lighthouse needs Node 18 or newer with npm: see nodejs.org.")
    if not PROGRAM.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        quiet = ("--no-package-lock", "--no-audit", "--no-fund", "--silent")
        subprocess.run(["npm", "install", *quiet, f"lighthouse@{VERSION}"], cwd=FOLDER, check=True)


@contextmanager
def site(folder: Path = FOLDER) -> Iterator[str]:
    """The address of a site in that folder, which is served as in production until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = os.environ | {
        **{"VAR_DIR": str(folder), "DATABASE_URL": "", "HOST": "127.0.0.1", "PORT": str(port)},
        **{"DEBUG": "no", "HTTPS": "no"},
    }
    server = subprocess.Popen([sys.executable, "-m", "kbsite.serve"], cwd=ROOT, env=environment)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait()


def wait_for(address: str, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + SET_UP_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            sys.exit("The site did not start.")
        try:
            with urlopen(f"{address}/readyz"):  # noqa: S310  # our own site
                return
        except (URLError, OSError):
            time.sleep(0.5)
    sys.exit(f"The site did not answer in {SET_UP_SECONDS} seconds.")


def report_on(url: str) -> dict:
    """Lighthouse's own report, with its settings for a phone on a slow line."""
    command = [str(PROGRAM), url, "--output=json", "--output-path=stdout", "--quiet"]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={FLAGS}"]
    # Now and then the browser loses the start of a trace, and Lighthouse asks to be run again.
    for _ in range(TRIES):
        done = subprocess.run(command, env=os.environ, capture_output=True, text=True)
        if done.returncode == 0:
            break
    else:
        sys.exit(f"Lighthouse failed on {url}:\n{done.stderr}")
    report: dict = json.loads(done.stdout)
    return report


def marks(report: dict) -> dict[str, int]:
    """Out of 100, for each category."""
    return {category: round(PERFECT * report["categories"][category]["score"]) for category in CATEGORIES}


def failures(report: dict) -> list[str]:
    """The rules that took marks away."""
    lost = []
    for category in CATEGORIES:
        for rule in report["categories"][category]["auditRefs"]:
            score = report["audits"][rule["id"]]["score"]
            if rule["weight"] and score is not None and score < 1:
                lost.append(f"{category}: {rule['id']} {score}")
    return lost


def main() -> int:
    install()
    rows, lost = [], []
    with site() as address:
        for name, path in PAGES.items():
            report = report_on(address + path)
            found = marks(report)
            rows.append((name, found, report))
            lost += [f"{name}: {failure}" for failure in failures(report)]
    print(f"\n{'page':<12}" + "".join(f"{category:>16}" for category in CATEGORIES), end="")
    print("".join(f"{short:>12}" for short in METRICS.values()))
    for name, found, report in rows:
        measured = [report["audits"][metric].get("displayValue", "") for metric in METRICS]
        print(f"{name:<12}" + "".join(f"{found[category]:>16}" for category in CATEGORIES), end="")
        print("".join(f"{value.removeprefix('Total size was '):>12}" for value in measured))
    print("\n".join(["", *lost]))
    return 0 if all(mark == PERFECT for _, found, _ in rows for mark in found.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
