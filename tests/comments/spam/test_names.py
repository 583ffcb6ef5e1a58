"""Names that look like ours are noticed, and nobody else's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from comments.spam.checks.names import is_like_ours
from tests.comments.spam.test_claims import HONEST
from tests.factories import ContributorFactory, EditorFactory, UserFactory

pytestmark = pytest.mark.django_db

ZERO_WIDTH = "\u200b"
SOFT_HYPHEN = "\u00ad"
RIGHT_TO_LEFT = "\u202e"
CYRILLIC = str.maketrans("aeopcxyiVTMHK", "аеорсхуіѴТМНК")
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
SMALL_CAPITALS = str.maketrans("abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ")


@pytest.fixture(autouse=True)
def _staff(db: None) -> None:
    ContributorFactory(name="Vera Ito", role="Veterinary surgeon", is_vet=True)
    ContributorFactory(name="Dr Imogen O’Hara", role="Veterinary surgeon", is_vet=True)
    EditorFactory(username="quillfoot", first_name="Bernard", last_name="Lindqvist")
    EditorFactory(username="kim")
    EditorFactory(username="@@..__")
    UserFactory(username="former", is_staff=False, first_name="Olive", last_name="Marchetti")


DISGUISES = [
    *("Vera Ito", "vera ito", "VERA ITO", "Vera  Ito"),
    *("VeraIto", "vera_ito", "V e r a  I t o", "V.e.r.a I.t.o"),
    *("Ito Vera", "Ito, Vera", "Dr Vera Ito"),
    *("Vera Ito MRCVS", "Vera Ito (vet)", "the real Vera Ito"),
    *("Vera lto", "Vera 1to", "Vera It0", "V3ra Ito"),
    *("Ver@ Ito", "Vera Ito1", "Vera Ito 99", "Vera |to"),
    *("Vera Ito".translate(CYRILLIC), "Vеra Ito", "Vera Іto", "Vera Ιto", "Verа Itο"),
    *("Vera Ito".translate(FULL_WIDTH), "vera ito".translate(SMALL_CAPITALS), "𝓥𝓮𝓻𝓪 𝓘𝓽𝓸"),
    *("Ⓥⓔⓡⓐ Ⓘⓣⓞ", "🅥🅔🅡🅐 🅘🅣🅞"),
    *(f"Ve{ZERO_WIDTH}ra Ito", f"Vera{SOFT_HYPHEN} Ito"),
    *(f"{RIGHT_TO_LEFT}Vera Ito", "Ve\u0301ra I\u0308to"),
    *("Vera\u00a0Ito", "Vera\u3000Ito", "Vera\u3164 Ito", "Vera\0 Ito"),
    *("Véra Itø", "Vera Ito ✔", "★Vera Ito★"),
]  # fmt: skip


def test_the_name_of_a_vet_is_noticed_in_every_disguise() -> None:
    assert [name for name in DISGUISES if not is_like_ours(name)] == []


SLIPS = [
    *("Imogen O'Hara", "Imogen OHara", "Doctor Imogen O’Hara"),
    *("lmogen 0’Hara", "Irnogen O’Hara", "Imogen O’Harra"),
    *("Bernard Lindqvist", "Bernard Lindquist", "Bernard Lindqvst"),
    *("Bernrad Lindqvist", "bernard.lindqvist"),
]  # fmt: skip


def test_a_slip_and_a_name_without_its_title_are_noticed() -> None:
    assert [name for name in SLIPS if not is_like_ours(name)] == []


def test_readers_may_share_the_first_name_of_somebody_of_ours() -> None:
    EditorFactory(username="mod", first_name="Bernadette", last_name="")
    ContributorFactory(name="Rowan")

    assert [name for name in ("Bernadette", "Rowan", "Vera", "Bernard") if is_like_ours(name)] == []


def test_a_suspicion_does_not_tell_who_has_which_login() -> None:
    assert not is_like_ours("quillfoot")


def test_ordinary_names_pass() -> None:
    assert [name for name in HONEST if is_like_ours(name)] == []


@pytest.mark.parametrize("name", ["Rowan", "", "Vera Ito", "x" * 500, "\0", "\ud800"])
def test_a_name_costs_two_queries_however_many_staff_there_are(name: str) -> None:
    for number in range(20):
        ContributorFactory(name=f"Colleague Number{number}")

    with CaptureQueriesContext(
        connection,
    ) as queries:
        is_like_ours(name)

    assert len(queries) == 2


class TestAnyName(TestCase):
    @settings(max_examples=150)
    @given(st.text(max_size=60))
    def test_no_name_is_an_error(self, name: str) -> None:
        assert is_like_ours(name) in {True, False}
