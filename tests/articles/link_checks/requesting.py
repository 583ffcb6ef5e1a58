"""Requests to a local server, for the tests of the link check."""

from articles.link_checks.asking import Answer
from articles.link_checks.exchange import Limits
from tests.articles.link_checks.elsewhere import PUBLIC, Names, Site, asker


def ask(site: Site, path: str, **fields: Limits) -> Answer:
    return asker(Names(there_example=PUBLIC), site.port, **fields).ask(
        f"http://there.example:{site.port}{path}"
    )
