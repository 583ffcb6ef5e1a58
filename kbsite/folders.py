"""The folders of the repository, and those into which the site writes."""

import os
from pathlib import Path

from kbsite import environment

BASE_DIR = Path(__file__).resolve().parent.parent
CONTENT_DIR = BASE_DIR / "content"

environment.load_dotenv(BASE_DIR / ".env")

# The site writes everything below this folder: database, pictures, static files, secrets.
VAR_DIR = (BASE_DIR / (environment.text("VAR_DIR", "") or "var")).resolve()
EMBEDDED_POSTGRES_DIR = VAR_DIR / "postgres"


def uses_embedded_postgres() -> bool:
    """Return True if DATABASE_URL names no server."""
    return not os.environ.get("DATABASE_URL")
