"""manage.py export_address ADDRESS --to FILE.zip"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from comments.subjects import find_holding, read_address, write_export


class Command(BaseCommand):
    help = (
        "Writes all that is kept for an e-mail address into a ZIP file that only you can read. It is for the "
        "address's owner: send it to that address and to no other."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "address", metavar="ADDRESS", help="The e-mail address; - reads it from the standard input."
        )
        parser.add_argument("--to", type=Path, required=True, metavar="FILE.zip", help="A new file.")

    def handle(self, *args: Any, address: str, to: Path, verbosity: int, **options: Any) -> None:
        wanted = address_from(address)
        try:
            holding = find_holding(wanted)
            if holding.is_empty:
                raise CommandError("Nothing is kept for this address.")
            _write_whole(to, holding.address)
        except FileExistsError as error:
            raise CommandError(f"{to} is there already. Name a new file.") from error
        except OSError as error:
            raise CommandError(f"{to} cannot be written: {error.strerror}.") from error
        except DatabaseError as error:
            reason = str(error).partition("\n")[0]
            raise CommandError(f"The database failed, and no file was written ({reason}).") from error
        if verbosity:
            self.stdout.write(f"{holding.comments} comments and {holding.photos} photos written to {to}")


def _write_whole(to: Path, address: str) -> None:
    """Write a new file that only its owner reads; without a part of one where something fails."""
    to.touch(mode=0o600, exist_ok=False)
    try:
        with to.open("wb") as file:
            write_export(address, file)
    except BaseException:
        to.unlink(missing_ok=True)
        raise


def address_from(given: str) -> str:
    """The address as it is stored. Given as an argument, it stays in the shell's history.

    Raises CommandError.
    """
    try:
        return read_address(input() if given == "-" else given)
    except (ValidationError, EOFError) as error:
        raise CommandError("That is no e-mail address.") from error
