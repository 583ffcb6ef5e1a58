"""How long a search takes among very many pages: python -m tests.search_size [--articles N] [--plans]

In var/search-size with the embedded PostgreSQL, or in the database that DATABASE_URL names; the
synthetic library is kept for the next time.
"""

import argparse
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TIMES = 60


def main() -> int:
    options = _options()
    os.environ.setdefault("VAR_DIR", str(ROOT / "var" / "search-size"))
    os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_STATEMENT_TIMEOUT_MS": "0"}
    import django

    django.setup()
    from django.core.management import call_command

    from tests.search_size.measures import plans, table

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("make_corpus", articles=options.articles)
    sys.stdout.write(f"{table(options.articles, options.times)}\n")
    if options.plans:
        sys.stdout.write(f"\n{plans(options.articles)}\n")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.search_size", description=__doc__)
    parser.add_argument(
        "--articles", type=int, default=100_000, help="As many are made, if they are not there."
    )
    parser.add_argument("--times", type=int, default=TIMES, help="How often each kind of question is asked.")
    parser.add_argument("--plans", action="store_true", help="Print how Postgres finds each, too.")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
