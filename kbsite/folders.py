"""Where things lie: what the repository holds, and what the site writes."""

import os
from pathlib import Path

from kbsite import environment

BASE_DIR = Path(__file__).resolve().parent.parent
CONTENT_DIR = BASE_DIR / "content"

environment.load_dotenv(BASE_DIR / ".env")

# Everything the site writes lives here: database, pictures, collected static files, secrets.
VAR_DIR = (BASE_DIR / (environment.text("VAR_DIR", "") or "var")).resolve()
EMBEDDED_POSTGRES_DIR = VAR_DIR / "postgres"


def uses_embedded_postgres() -> bool:
    """True when no server is named in DATABASE_URL."""
    return not os.environ.get("DATABASE_URL")
