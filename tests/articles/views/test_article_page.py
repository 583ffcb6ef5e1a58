"""What stands round the text of an article: what to do now, its evidence, who stands behind it."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, ArticlePicture, BreedFact, Edition, ExternalLink
from articles.models.article import Kind
from articles.publishing import publish, sign
from articles.urgency import Urgency
from tests.factories import (
    ContributorFactory,
    DraftArticleFactory,
    LiveArticleFactory,
    PictureFactory,
    ReferenceFactory,
    VetFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_lone_pages")]

LINK = "https://example.org/study"
CITED = "## A\n\nIt does.[^s1]\n"


def page_of(client: Client, article: Article) -> str:
    return client.get(article.get_absolute_url()).content.decode()


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def section(html: str, name: str) -> str:
    return html.split(f'class="{name}"')[1].split("</section>")[0]


# --- right now


@pytest.mark.parametrize(
    ("urgency", "words", "icon"),
    [
        (Urgency.NO_WORRY, "If this is all that you notice, it is normal.", "tick"),
        (Urgency.WATCH, "Right now: watch it at home.", "house"),
        (Urgency.VET_SOON, "Right now: book a visit to a vet within days.", "calendar"),
        (Urgency.SAME_DAY, "Right now: phone your vet, to be seen today.", "clock"),
        (Urgency.EMERGENCY, "Right now: phone a vet and set off.", "warning"),
    ],
)
def test_a_page_says_in_words_and_with_an_icon_what_to_do_right_now(
    client: Client, urgency: str, words: str, icon: str
) -> None:
    body = "## A\n\n::: care now Phone a vet\nIt falls.\n:::\n\n::: care same-day Phone\nIt limps.\n:::\n"

    html = page_of(client, LiveArticleFactory(urgency=urgency, body=body))

    line = re.search(r'<p class="right-now.*?</p>', html, re.DOTALL)
    assert line is not None
    assert words in words_of(line[0])
    assert f"#{icon}" in line[0]
    assert ('href="/emergency/"' in line[0]) == (urgency in {Urgency.EMERGENCY, Urgency.SAME_DAY})
    assert html.index("<h1") < line.start() < html.index('class="byline"')


# --- evidence


def cite(**fields: Any) -> Article:
    article: Article = DraftArticleFactory(body=CITED)
    ReferenceFactory(article=article, key="s1", **fields)
    publish(article, by=None)
    return article


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=timezone.get_current_timezone())


def check_link(**fields: Any) -> None:
    found = {"url": LINK, "outcome": "good", "checked_at": noon(2026, 5, 3)}
    ExternalLink.objects.create(**found | fields)


def test_a_reference_tells_its_kind_what_was_studied_and_how_many(client: Client) -> None:
    article = cite(url=LINK, evidence="survey", studied="owners of cats", sample_size=204)

    tags = re.search(r'<ul class="evidence">.*?</ul>', page_of(client, article), re.DOTALL)

    assert tags is not None
    assert words_of(tags[0]) == "Survey Studied: owners of cats How many: 204"


def test_a_reference_of_which_nothing_is_known_has_no_tags(client: Client) -> None:
    assert 'class="evidence"' not in page_of(client, cite())


def test_a_reference_tells_when_its_link_was_last_checked(client: Client) -> None:
    article = cite(url=LINK)
    assert "last checked" not in page_of(client, article)

    check_link()

    assert "Link last checked 3 May 2026" in words_of(page_of(client, article))


def test_a_link_that_failed_is_told_plainly(client: Client) -> None:
    article = cite(url=LINK)
    at = noon(2026, 4, 1)
    check_link(outcome="gone", failing_since=at, last_good_at=at)

    words = words_of(page_of(client, article))

    assert "The link did not work when last checked, 3 May 2026 ; it last worked on 1 April 2026" in words
    assert "Link last checked" not in words


def test_an_address_that_was_never_requested_is_not_called_checked(client: Client) -> None:
    article = cite(url=LINK)
    check_link(outcome="refused")

    assert "last checked" not in words_of(page_of(client, article))


def test_the_links_of_a_page_cost_one_query_however_many_they_are(
    client: Client,
) -> None:
    one = cite(url=LINK)
    keys = [f"s{number}" for number in range(1, 9)]
    many = DraftArticleFactory(body=f"## A\n\nText.{''.join(f'[^{key}]' for key in keys)}\n")
    for key in keys:
        ReferenceFactory(article=many, key=key, url=f"{LINK}/{key}")
        check_link(url=f"{LINK}/{key}")
    publish(many, by=None)
    asked = []

    for article in (one, many):
        with CaptureQueriesContext(connection) as queries:
            client.get(article.get_absolute_url())
        asked.append(sum("articles_externallink" in query["sql"] for query in queries))

    assert asked == [1, 1]


# --- who stands behind it


def test_an_unsigned_page_says_so_plainly_and_names_no_review(client: Client) -> None:
    author = ContributorFactory(slug="editors", name="Scratchpost editors", role="Editorial team")
    article = LiveArticleFactory(author=author)

    html = page_of(client, article)

    ledger = section(html, "ledger")
    assert words_of(ledger).endswith(
        "Written by Scratchpost editors , Editorial team Signed by No vet has signed this page yet "
        "Edition Number 1 How we check what we write"
    )
    assert 'href="/how-we-check/"' in ledger
    assert html.count('href="/contributors/editors/"') == 2


def test_a_signed_page_names_the_vet_the_day_and_the_next_review(client: Client) -> None:
    article = DraftArticleFactory()
    due = timezone.localdate() + timedelta(days=300)
    sign(article, by=VetFactory(), review_due_on=due)
    publish(article, by=None)
    signature = Edition.objects.get().signature or {}
    Edition.objects.update(signature={**signature, "signed_on": "2026-02-03"})

    words = words_of(section(page_of(client, article), "ledger"))

    assert "Signed by Vera Ito, MRCVS (Veterinary surgeon)" in words
    assert "Last checked 3 February 2026" in words
    assert f"Next review due {due:%-d %B %Y}" in words
    assert Edition.objects.get().signed_on == date(2026, 2, 3)


def test_a_page_whose_author_is_gone_keeps_the_name_without_a_link(client: Client) -> None:
    article = LiveArticleFactory()
    Edition.objects.update(contributor=None)

    html = page_of(client, article)

    assert "By <b>Scratchpost editors</b>" in html
    assert "/contributors/contributor-" not in html


# --- pictures


@pytest.mark.parametrize("count", [1, 2, 6])
def test_a_gallery_leads_from_each_picture_to_its_neighbours(client: Client, count: int) -> None:
    article = DraftArticleFactory()
    for position in range(count):
        ArticlePicture.objects.create(article=article, picture=PictureFactory(), position=position)
    publish(article, by=None)

    gallery = section(page_of(client, article), "gallery")

    numbers = re.findall(r"<span>(\d of \d)</span>", gallery)
    steps = re.findall(r'href="#picture-(\d)" data-step="(\w+)"', gallery)
    assert numbers == ([f"{number} of {count}" for number in range(1, count + 1)] if count > 1 else [])
    assert steps == [
        step
        for number in range(1, count + 1)
        for step in ((str(number - 1), "back"), (str(number + 1), "on"))
        if 1 <= int(step[0]) <= count
    ]
    assert ('tabindex="0"' in gallery) == (count > 1)


# --- the fact sheet


def test_a_figure_on_a_scale_is_shown_in_blocks_and_words_and_others_are_not(client: Client) -> None:
    article = DraftArticleFactory(kind=Kind.BREED, body=CITED)
    reference = ReferenceFactory(article=article, key="s1")
    for label, scale in (("Barking", 2), ("Weight", None)):
        BreedFact.objects.create(
            article=article, label=label, value=f"Of {label}", reference=reference, scale=scale
        )
    publish(article, by=None)

    rows = re.findall(
        r"<dt>(\w+)</dt>(.*?)</dd>", section(page_of(client, article), "breed-facts"), re.DOTALL
    )

    found = dict(rows)
    assert 'role="img" aria-label="2 out of 5"' in found["Barking"]
    assert (found["Barking"].count("scale-block-on"), found["Barking"].count('"scale-block')) == (2, 5)
    assert "Of Barking" in found["Barking"]
    assert "scale" not in found["Weight"]
    assert all('href="#reference-1"' in row for row in found.values())


def test_an_edition_from_before_scales_still_shows_its_facts(client: Client) -> None:
    article = LiveArticleFactory(kind=Kind.BREED)
    Edition.objects.update(facts=[{"label": "Size", "value": "Small", "reference": None}])

    assert "At a glance Size Small" in words_of(page_of(client, article))
