"""The field in which an editor chooses the pages that belong to something."""

from typing import Any

from django.contrib.admin.widgets import AutocompleteSelectMultiple

from articles.models.primary_key import read_pk


class PageChoice(AutocompleteSelectMultiple):
    """Leaves out what is no primary key: Django's widget fails when it shows that once more."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        sent = super().value_from_datadict(data, files, name) or []
        return [value for value in sent if read_pk(value) is not None]
