"""The tables: python -m tests.search_quality [--misses] [FILE ...]"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.search_quality.measures import ask, misses, score, table
from tests.search_quality.questions import BadFile, Question, read
from tests.search_quality.site import pages, prepare_environment, site

OWN = [Path(__file__).parent / name for name in ("tune.csv", "unseen.csv")]
USAGE = 2  # The exit code of programs for wrong arguments.


def main(arguments: Sequence[str]) -> int:
    options = _options(arguments)
    known = pages()
    try:
        files = {path: read(path, known) for path in options.files or OWN}
    except BadFile as problem:
        sys.stderr.write(f"Error: {problem}\n")
        return USAGE
    sys.stderr.write("Setting up a site of the measure's own, which takes a minute\n")
    prepare_environment()
    with site():
        report(files, show_misses=options.misses)
    return 0


def report(files: dict[Path, list[Question]], *, show_misses: bool) -> None:
    # These imports need the settings of the site. The files are checked first, because that is quick.
    from tests.search_quality.engines import FOOTNOTE, engines
    from tests.search_quality.texts import live_texts

    finders = engines(live_texts())
    for path, questions in files.items():
        answers = {name: ask(find, questions) for name, find in finders.items()}
        title = path.name if path in OWN else str(path)
        sys.stdout.write(f"\n{table(title, {name: score(given) for name, given in answers.items()})}\n")
        if show_misses:
            sys.stdout.write(f"\nNot first:\n{misses(answers['Ours'])}\n")
    sys.stdout.write(f"\n{FOOTNOTE}\n")


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.search_quality", description="How good the search is, in figures."
    )
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="Questions and addresses; ours if none is named."
    )
    parser.add_argument("--misses", action="store_true", help="List what did not come first.")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
