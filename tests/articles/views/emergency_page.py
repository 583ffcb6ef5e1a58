"""The emergency page, and what tests ask of it."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from articles.models import EmergencySign, PoisonLine
from articles.publishing.row_signing import sign_row
from tests.factories import VetFactory

PAGE = "/emergency/"


def page_of(client: Client, query: str = "") -> str:
    return client.get(PAGE + query).content.decode()


def in_order(page: str, *words: str) -> bool:
    places = [page.index(one) for one in words]
    return places == sorted(places)


def sign(row: EmergencySign | PoisonLine) -> None:
    vet = VetFactory()
    sign_row(row, by=vet, review_due_on=timezone.localdate() + timedelta(days=9), digest=row.text_digest())
