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

# On a machine that is busy with other work, no test fails because a statement waits for its turn.
DATABASES["default"]["OPTIONS"]["options"] += (  # noqa: F405  # from the site's settings above
    " -c statement_timeout=60000 -c idle_in_transaction_session_timeout=0"
)
