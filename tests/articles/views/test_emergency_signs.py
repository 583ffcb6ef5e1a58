"""The signs of the emergency page: by level, group and animal."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client

from articles.animals import Animal
from articles.models import EmergencySign
from articles.publishing import withdraw
from tests.articles.views.emergency_page import in_order, page_of
from tests.factories import EmergencySignFactory, LiveArticleFactory, PoisonLineFactory, live_check

pytestmark = pytest.mark.django_db


def test_a_sign_that_cannot_wait_says_what_to_do_and_what_not(client: Client) -> None:
    EmergencySignFactory(
        slug="bloat",
        group="belly",
        text="A swollen belly",
        detail="Hard",
        do="Lift it gently\nGo",
        dont="Squeeze it",
        why="The stomach may be twisted",
        not_this="Wind",
    )

    page = page_of(client)

    fold = page[page.index("<details>") :]
    fold = fold[: fold.index("</details>")]
    assert in_order(
        fold,
        "A swollen belly",
        "Hard",
        'id="bloat"',
        "Set off now, and phone the practice on the way.",
        "<li>Lift it gently</li><li>Go</li>",
        "Do not",
        "<li>Squeeze it</li>",
        "Why it cannot wait:</b> The stomach may be twisted",
        "Not this:</b> Wind",
    )
    assert in_order(page, "Belly and toilet</h4>", "A swollen belly")


def test_a_sign_leads_to_its_check_once_readers_can_answer_it(client: Client) -> None:
    EmergencySignFactory(slug="bloat", text="A swollen belly", check_slug="being-sick")
    assert "60-second check" not in page_of(client).partition("<main")[2].partition("</main>")[0]
    live_check()
    page = page_of(client)
    assert in_order(page, "A swollen belly", 'href="/check/being-sick/"', "60-second check: being sick")
    assert 'href="/checks/?animal=dog"' in page_of(client, "?animal=dog")


def test_for_something_eaten_readers_are_told_to_phone_first(client: Client) -> None:
    EmergencySignFactory(group="eaten", drive=False)

    page = page_of(client)

    assert "Phone first, day or night." in page
    assert "Set off now" not in page
    assert 'class="sign-link" href="#poison"' in page


def test_levels_come_the_worst_first_and_groups_in_their_order(client: Client) -> None:
    rows = [
        ("at-home", "hot"),
        ("now", "skin-and-birth"),
        ("same-day", "hot"),
        ("now", "breathing"),
        ("now", ""),
    ]
    for number, (level, group) in enumerate(rows):
        EmergencySignFactory(level=level, group=group, text=f"Sign {number}")

    page = page_of(client)

    assert in_order(
        page, "Sign 3", "Sign 1", "Other signs</h4>", "Sign 4", "Not that bad?", "Sign 2", "Sign 0"
    )
    assert "Within days</h3>" not in page.partition("What our four levels mean")[0]


def test_what_can_wait_is_a_line_that_names_its_animals(client: Client) -> None:
    """Somebody with a rabbit must not take what is harmless in a dog for harmless in a rabbit."""
    EmergencySignFactory(slug="once", level="at-home", animals=["dog", "cat"], text="Sick once")

    page = page_of(client)

    assert "<details>" not in page.partition("Sick once")[0].rpartition("<main")[2].partition('id="later"')[2]
    assert '<li class="sign sign-line" id="once" data-animals="dog cat">' in page
    assert "For:</b> dog, cat" in page


def shown(page: str) -> set[str]:
    """The texts of the signs that the page itself does not hide."""
    rows = re.findall(r'<li class="sign[^>]*>.*?<strong>', page, re.DOTALL)
    texts = re.findall(r"<strong>(Sign [a-z ]+)</strong>", page)
    return {
        text for row, text in zip(rows, texts, strict=True) if " hidden>" not in row.partition(">")[0] + ">"
    }


def test_the_server_hides_the_signs_of_other_animals(client: Client) -> None:
    EmergencySignFactory(text="Sign of all")
    EmergencySignFactory(text="Sign of dogs", animals=["dog"], group="hot")
    EmergencySignFactory(text="Sign of cats", animals=["cat"], level="same-day")

    assert shown(page_of(client)) == {"Sign of all", "Sign of dogs", "Sign of cats"}
    dogs = page_of(client, "?animal=dog")
    assert shown(dogs) == {"Sign of all", "Sign of dogs"}
    assert 'value="dog" checked' in dogs
    cats = page_of(client, "?animal=cat")
    assert shown(cats) == {"Sign of all", "Sign of cats"}
    assert re.search(r'<section data-animals="dog" hidden aria-labelledby="group-hot"', cats)
    assert shown(page_of(client, "?animal=owl")) == {"Sign of all", "Sign of dogs", "Sign of cats"}


def test_a_level_without_a_sign_for_the_animal_says_so(client: Client) -> None:
    EmergencySignFactory(level="at-home", animals=["dog", "cat"])
    none = re.compile(r'<p class="sign-none" data-none-for="rabbit guinea-pig small-pet bird"( hidden)?>')

    hidden = [none.search(page_of(client, f"?animal={animal}")) for animal in ("", "dog", "bird")]

    assert [match and match[1] for match in hidden] == [" hidden", " hidden", None]


def test_styles_know_every_animal() -> None:
    styles = (settings.BASE_DIR / "static/css/components/shown-animals.css").read_text()

    for animal in Animal.values:
        assert styles.count(f'#animal-{animal}:checked) [data-animals~="{animal}"]') == 1
        assert styles.count(f'#animal-{animal}:checked) [data-animals]:not([data-animals~="{animal}"])') == 1
        assert styles.count(f'#animal-{animal}:checked) [data-none-for~="{animal}"]') == 1
        assert (
            styles.count(f'#animal-{animal}:checked) [data-none-for]:not([data-none-for~="{animal}"])') == 1
        )


def test_a_sign_leads_to_its_article_while_that_is_live(client: Client) -> None:
    article = LiveArticleFactory(title="Why do rabbits stop eating?")
    EmergencySignFactory(page=article)
    link = f'<a class="sign-link" href="{article.get_absolute_url()}">Why do rabbits stop eating?'

    assert link in page_of(client)
    withdraw(article, by=None)
    assert "Why do rabbits stop eating?" not in page_of(client)


def test_no_sign_takes_an_address_that_the_page_uses_itself(client: Client) -> None:
    EmergencySignFactory(slug="fit", group="collapse", animals=["dog"])
    for level in ("same-day", "within-days", "at-home"):
        EmergencySignFactory(level=level)
    PoisonLineFactory()
    LiveArticleFactory(urgency="emergency", body="::: care now Phone a vet now\n- A swollen belly\n:::")
    of_signs = set(EmergencySign.objects.values_list("slug", flat=True))
    ids = set(re.findall(r' id="([a-z0-9-]+)"', page_of(client))) - of_signs

    assert len(ids) > 15
    for name in ids:
        with pytest.raises(ValidationError, match="has a place of this name"):
            EmergencySign(slug=name, text="A sign").full_clean()
