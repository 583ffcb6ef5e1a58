"""manage.py import_comments FILE --from SYSTEM"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from comments.exchange.addresses import propose_map, read_map
from comments.exchange.cleaning import CUT, REFUSE, SKIP, ExchangeChoices
from comments.exchange.formats import FORMATS
from comments.exchange.importing import count_dangers, learn, store
from comments.exchange.opening import Unreadable
from comments.exchange.planning import CommentPlan, plan_import


class Command(BaseCommand):
    help = (
        "Import comments that another system exported: all of the file, or nothing. They are held until a "
        "moderator approves them, unless --approved is given. A second import of a file adds what is new."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="Also packed with gzip.")
        parser.add_argument("--from", dest="system", choices=list(FORMATS), required=True)
        status = parser.add_mutually_exclusive_group()
        status.add_argument("--held", action="store_true", help="Hold all of them; this is the default.")
        status.add_argument(
            "--approved", action="store_true", help="Show those at once that the other system had approved."
        )
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done, and do nothing.")
        parser.add_argument("--map", type=Path, metavar="CSV", help="Which old address is which article.")
        parser.add_argument(
            "--propose-map", type=Path, metavar="CSV", help="Write such a file for you to complete, and stop."
        )
        parser.add_argument(
            "--skip-unknown", action="store_true", help="Leave out comments whose article is not found."
        )
        parser.add_argument(
            "--skip-broken", action="store_true", help="Leave out comments that cannot be taken as they are."
        )
        parser.add_argument(
            "--long-texts",
            choices=[REFUSE, SKIP, CUT],
            default=REFUSE,
            help="What to do with texts that are too long: refuse the file, skip them, or cut them with “…”.",
        )
        parser.add_argument(
            "--without-addresses", action="store_true", help="Take no e-mail addresses from the file."
        )

    def handle(self, *args: Any, file: Path, system: str, **options: Any) -> None:
        choices = ExchangeChoices(
            approved=options["approved"],
            long_texts=options["long_texts"],
            with_addresses=not options["without_addresses"],
            skip_unknown=options["skip_unknown"],
            skip_broken=options["skip_broken"],
        )
        try:
            chosen = read_map(options["map"]) if options["map"] else None
            plan = plan_import(file, system, choices, chosen)
            if options["propose_map"]:
                propose_map(options["propose_map"], plan.threads, plan.book)
                self.stdout.write(f"{len(plan.threads):,} addresses written to {options['propose_map']}.")
                return
            self._carry_out(plan, choices, dry_run=options["dry_run"], is_told=options["verbosity"] > 0)
        except Unreadable as error:
            raise CommandError(str(error)) from error

    def _carry_out(
        self, plan: CommentPlan, choices: ExchangeChoices, *, dry_run: bool, is_told: bool
    ) -> None:
        refusals = list(_refusals(plan, choices))
        if not refusals and not dry_run and plan.new:
            store(plan, choices)
        elif is_told:
            count_dangers(plan)
        if is_told:
            self._tell(plan)
        if refusals:
            raise CommandError("\n".join(["Nothing was imported.", *refusals]))
        if dry_run:
            self.stdout.write("Nothing was stored: this was a dry run.")
            return
        learned = learn() if plan.report.approved else 0
        if is_told:
            self._tell_what_follows(plan, learned)

    def _tell(self, plan: CommentPlan) -> None:
        for line in plan.report.lines():
            self.stdout.write(line)

    def _tell_what_follows(self, plan: CommentPlan, learned: int) -> None:
        if learned:
            self.stdout.write(f"The spam checks have learned from {learned:,} comments.")
        self.stdout.write("No letter was written to anybody.")
        if plan.report.held:
            self.stdout.write(f"Tell your moderators that {plan.report.held:,} more comments wait.")


def _refusals(plan: CommentPlan, choices: ExchangeChoices) -> list[str]:
    report, refusals = plan.report, []
    if report.problems:
        more = report.broken - len(report.problems)
        refusals += [*report.problems, *([f"{more:,} more of the kind."] if more else [])]
        refusals.append("--skip-broken imports the file without these comments.")
    if report.unknown and not choices.skip_unknown:
        refusals.append(
            f"{sum(report.unknown.values()):,} comments belong to addresses without an article here. "
            "--propose-map FILE writes a list to complete; --skip-unknown leaves these comments out."
        )
    return refusals
