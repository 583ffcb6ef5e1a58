"""The poison lines by country, the site's own country first."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.text import slugify

from articles.models import PoisonLine


@dataclass(frozen=True)
class Country:
    """A country and its poison lines. `code` is ISO 3166's, or made from the name where a row has none."""

    code: str
    name: str
    lines: list[PoisonLine]


def by_country(lines: Iterable[PoisonLine]) -> list[Country]:
    """Keep the editors' order, but for the country that the settings put first."""
    countries: dict[str, Country] = {}
    for line in lines:
        code = line.code or slugify(line.country)
        countries.setdefault(code, Country(code, line.country, [])).lines.append(line)
    return sorted(countries.values(), key=lambda country: country.code != settings.FIRST_COUNTRY)
