"""Whether the database itself refuses something."""

from collections.abc import Callable

from django.db import IntegrityError, connection, transaction


def is_refused(do: Callable[[], object], by: str) -> bool:
    """Do it, and return whether the constraint of this name kept it out. Other errors are raised."""
    try:
        with transaction.atomic():
            do()
            # As at the end of a transaction.
            connection.check_constraints()
    except IntegrityError as error:
        if by not in str(error):
            raise
        return True
    return False
