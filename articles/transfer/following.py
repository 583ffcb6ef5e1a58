"""Rows that follow their file: what the site says about danger gets better with each release.

Such a row is changed by an import as long as nobody has changed it here. Then it is the editors'.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations
from typing import Any

from django.db.models import Model

from articles.transfer.in_files import default_in_files, in_files


def digest_of(fields: Mapping[str, Any]) -> str:
    """Return the digest of an entry as a file has it, which a later import compares."""
    # default=str is for days: YAML reads them as dates, which JSON cannot write.
    return hashlib.sha256(json.dumps(fields, sort_keys=True, default=str).encode()).hexdigest()


def is_as_imported(
    row: Model, names: Sequence[str], digest: str, instead: Mapping[str, Any] | None = None
) -> bool:
    """Whether the row still says what the entry with this digest said. `names` are the fields of entries.

    `instead` has fields that the row holds in other words than its entry.
    """
    said = {name: in_files(row, name) for name in names} | dict(instead or {})
    return any(digest_of(fields) == digest for fields in _as_it_may_have_stood(row, said))


def _as_it_may_have_stood(row: Model, said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A file may leave out fields that have their default, or that the model did not have yet."""
    spare = [name for name, value in said.items() if value == default_in_files(row, name)]
    for left_out in chain.from_iterable(combinations(spare, count) for count in range(len(spare) + 1)):
        yield {name: value for name, value in said.items() if name not in left_out}
