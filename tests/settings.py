"""The site's own settings, with a state folder of the tests' own."""

import os
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("VAR_DIR", str(Path(__file__).resolve().parent.parent / "var" / "test"))

# What a person keeps in .env for their own site has no say here; their database least of all.
for name in ("DATABASE_URL", "DEBUG", "EMAIL_URL", "HTTPS"):
    os.environ.setdefault(name, "")

from kbsite.settings import *  # noqa: E402, F403  # the same settings, read after the lines above

# Hashing is slow on purpose; tests log in often.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Found when asked for, not by a walk through all files for each test's own client.
WHITENOISE_AUTOREFRESH = True

# Where tests run side by side (make test), each process has static files of its own, as it has a database.
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    STATIC_ROOT = VAR_DIR / f"static-{worker}"  # noqa: F405
