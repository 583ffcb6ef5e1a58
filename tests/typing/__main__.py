"""How long it takes from a key to its letter on the screen, in a text of 20,000 words: `make typing`.

A site of its own is served as in production in var/typing, and written in by a real Chromium. What is
measured holds the wait for the next frame too, which is up to 17 ms at 60 frames a second.
"""

import argparse
import os
import re
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page, ViewportSize, sync_playwright

from tests.browser.chromium import ADVICE, find
from tests.lighthouse import site

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "typing"
WORDS = 20_000
# Bursts of typing, each with a pause in which checks and preview begin their work and the next keys meet it.
BURSTS, KEYS, PAUSE_MS, BETWEEN_KEYS_MS = 8, 25, 1_000, 90
NARROW: ViewportSize = {"width": 1000, "height": 900}
WIDE: ViewportSize = {"width": 1440, "height": 900}
# A task after the frame of an event comes once that frame is painted.
WATCH = """() => {
  const found = (globalThis.measured = { keys: [], longest: 0 });
  const field = document.querySelector("#id_body");
  field.addEventListener("keydown", ({ timeStamp }) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => found.keys.push(performance.now() - timeStamp);
      port2.postMessage(null);
    });
  }, { capture: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) found.longest = Math.max(found.longest, duration);
  }).observe({ type: "longtask" });
  const middle = field.value.indexOf("\\n\\n", field.value.length / 2);
  field.focus();
  field.setSelectionRange(middle, middle);
}"""


@dataclass(frozen=True)
class Way:
    """How the page is used; `closed` are addresses that do not answer."""

    name: str
    viewport: ViewportSize
    closed: tuple[str, ...] = ()


WAYS = [
    Way("plain page", NARROW, ("**/checks/", "**/markdownx/markdownify/**")),
    Way("with live checks", NARROW),
    Way("with checks and preview", WIDE),
]


def main() -> int:
    options = _options()
    chromium = find() or sys.exit(ADVICE)
    with (
        site(FOLDER) as address,
        _written_article(options.words) as (path, cookie),
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        sys.stdout.write(
            f"{options.words:,} words; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n"
        )
        for throttle in options.throttle:
            for way in WAYS:
                context = browser.new_context(viewport=way.viewport)
                context.add_cookies([{"name": cookie["name"], "value": cookie["value"], "url": address}])
                measured = _measured(context.new_page(), address + path, way, throttle)
                context.close()
                sys.stdout.write(_row(way, throttle, measured))
                sys.stdout.flush()
        browser.close()
    return 0


def _measured(page: Page, address: str, way: Way, throttle: int) -> dict[str, Any]:
    for pattern in way.closed:
        page.route(pattern, lambda route: route.abort())
    page.goto(address)
    page.wait_for_selector("[data-copy=alike]", timeout=120_000)
    page.wait_for_timeout(4_000)
    work = page.context.new_cdp_session(page)
    work.send("Performance.enable", {"timeDomain": "threadTicks"})
    if throttle > 1:
        work.send("Emulation.setCPUThrottlingRate", {"rate": throttle})
    page.evaluate(WATCH)
    before = _work_seconds(work)
    for _ in range(BURSTS):
        for letter in "the dog sleeps under a tree "[:KEYS]:
            page.keyboard.press("Space" if letter == " " else letter)
            page.wait_for_timeout(BETWEEN_KEYS_MS)
        page.wait_for_timeout(PAUSE_MS)
    measured: dict[str, Any] = page.evaluate("measured")
    # What others do on a busy machine does not count here.
    measured["work"] = (_work_seconds(work) - before) * 1000 / (BURSTS * KEYS)
    return measured


def _work_seconds(session: CDPSession) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(float(metric["value"]) for metric in metrics if metric["name"] == "TaskDuration")


def _row(way: Way, throttle: int, measured: dict[str, Any]) -> str:
    keys = measured["keys"]
    cuts = statistics.quantiles(keys, n=20)
    return (
        f"{way.name:24} CPU 1/{throttle}  median {statistics.median(keys):6.1f} ms  p95 {cuts[18]:6.1f} ms"
        f"  slowest {max(keys):6.1f} ms  longest task {measured['longest']:5.0f} ms"
        f"  work for a key {measured['work']:5.1f} ms  load {os.getloadavg()[0]:.1f}\n"
    )


@contextmanager
def _written_article(words: int) -> Iterator[tuple[str, dict[str, str]]]:
    """The path of the form of a long text, and an editor's cookie; both are gone after the block."""
    os.environ |= {"VAR_DIR": str(FOLDER), "DATABASE_URL": "", "DEBUG": "no", "HTTPS": "no"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "kbsite.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client

    from articles.models import Article, Category, Contributor
    from tests.factories import EditorFactory

    # Of a time that was broken off.
    Article.objects.filter(title=TITLE).delete()
    User.objects.filter(username=EDITOR).delete()
    bodies = [re.sub(r"\[\^[^\]]+\]|!\[[^\]]*\]\([^)]*\)", "", body) for body in _bodies()]
    text = "\n\n".join(bodies)
    while len(text.split()) < words:
        text += "\n\n" + "\n\n".join(bodies)
    editor = EditorFactory(username=EDITOR)
    article = Article(title=TITLE, slug="typing", body=_first(text, words), owner=editor)
    article.category, article.author = Category.objects.all()[0], Contributor.objects.all()[0]
    article.save()
    client = Client()
    client.force_login(editor)
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    connection.close()
    try:
        yield f"/admin/articles/article/{article.pk}/change/", {"name": session.key, "value": session.value}
    finally:
        article.delete()
        editor.delete()


TITLE, EDITOR = "A long text, to measure the typing", "typing"


def _bodies() -> list[str]:
    from articles.models import Article

    return list(Article.objects.exclude(title=TITLE).order_by("pk").values_list("body", flat=True))


def _first(text: str, words: int) -> str:
    """Whole lines, as many as have so many words."""
    lines, count = [], 0
    for line in text.split("\n"):
        lines.append(line)
        count += len(line.split())
        if count >= words:
            break
    return "\n".join(lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.typing", description=__doc__)
    parser.add_argument("--words", type=int, default=WORDS)
    parser.add_argument(
        "--throttle", type=int, nargs="+", default=[1, 4], help="How often slower the CPU is."
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
