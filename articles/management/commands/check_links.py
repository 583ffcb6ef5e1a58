"""manage.py check_links"""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.link_checks.agent import agent
from articles.link_checks.asking import Asker
from articles.link_checks.checking import NetworkDown, check
from articles.link_checks.named import named_addresses
from articles.link_checks.records import Records
from articles.link_checks.report import report
from articles.models import ExternalLink

OFFLINE = "Nothing answers, not even doi.org: this machine has no way out. Nothing wrong was recorded."


class Command(BaseCommand):
    help = (
        "Check whether each address in references and texts still answers, with at most one request a second "
        "to each host, and print the results, broken addresses first. You may stop it at any time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, metavar="N", help="Check at most N addresses.")
        parser.add_argument(
            "--older-than",
            type=int,
            default=0,
            metavar="DAYS",
            help="Check only addresses that were last checked more than DAYS days ago.",
        )
        parser.add_argument(
            "--report", action="store_true", help="Check nothing, only print the last results."
        )
        parser.add_argument("--strict", action="store_true", help="Fail if an address is broken.")

    def handle(self, *args: Any, **options: Any) -> None:
        named = named_addresses()
        if not options["report"]:
            records = Records()
            records.forget_others(named)
            due = records.due(named, timedelta(days=options["older_than"]))[: options["limit"]]
            try:
                check(due, Asker(agent()), records.keep)
            except NetworkDown as error:
                raise CommandError(OFFLINE) from error
        for line in report(named):
            self.stdout.write(line)
        if options["strict"] and ExternalLink.objects.filter(failing_since__isnull=False).exists():
            raise CommandError("There are broken addresses.")
