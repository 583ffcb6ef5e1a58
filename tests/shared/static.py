"""The hashed and bundled static files; `python -m tests.shared.static` makes them before the tests do."""

import os
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from tests.shared.once import fingerprint, made_once

SOURCES = ("static", "kbsite/settings.py", "kbsite/static_storage.py", "requirements.txt")


def collected() -> Path:
    base = Path(settings.BASE_DIR)
    return made_once("static", fingerprint(*(base / source for source in SOURCES)), _collect)


def _collect(folder: Path) -> None:
    with override_settings(STATIC_ROOT=folder):
        call_command("collectstatic", interactive=False, verbosity=0)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    collected()
