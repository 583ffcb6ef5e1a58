"""What a process keeps in memory until it changes in the database."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from django.db import connection

T = TypeVar("T")


class Kept(Generic[T]):
    """One value for each database, with the version of the rows that it was read from."""

    def __init__(self, load: Callable[[], T]) -> None:
        self._load = load
        self._lock = Lock()
        self._values: dict[str, tuple[object, T]] = {}

    def of(self, version: object) -> T:
        """Return the value of this version, which is read again only if the kept one is another."""
        database = str(connection.settings_dict["NAME"])
        with self._lock:
            if database not in self._values or self._values[database][0] != version:
                self._values[database] = (version, self._load())
            return self._values[database][1]
