"""The pages that come with the site keep its own rules."""

import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from articles.checks.fields import MAX_ANSWER_WORDS, MAX_KEY_POINTS
from articles.checks.readability import grade, length
from articles.checks.sentences import sentences_in
from articles.composing.compose import compose
from articles.models import Article, Edition
from articles.transfer import export_folder, import_folder
from articles.transfer.sources import ArticleSource, read_article
from articles.urgency import LADDER
from tests.articles.transfer.content_files import files_of

PAGES = sorted(Path(settings.CONTENT_DIR).rglob("*.md"))
SOURCES = settings.BASE_DIR / "docs" / "sources.md"
# Little has been published on these that could be cited in full.
FEWER_REFERENCES = {
    "why-do-dogs-tilt-their-heads": 1,
    "what-are-whiskers-for": 2,
    "why-do-parrots-fluff-their-feathers": 2,
    "beagle": 2,
}
# Where no source says what belongs on that card.
WITHOUT_CARD = {
    "dachshund": {"within-days"},
    "ringworm-in-dogs-and-cats": {"now"},
    "what-does-a-cats-slow-blink-mean": {"within-days"},
    "why-do-cats-bring-home-prey": {"within-days"},
    "why-do-parrots-fluff-their-feathers": {"within-days"},
}
every_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)


@cache
def page(path: Path) -> ArticleSource:
    """Read once for all tests, which change nothing in it."""
    return read_article(path, Path(settings.CONTENT_DIR))


def test_all_of_it_is_imported_and_only_once(library: Path) -> None:
    again = import_folder(library)

    assert Edition.objects.live().count() == len(PAGES) > 0
    assert (again.created, again.updated, again.kept, again.problems) == ([], [], [], [])
    assert Edition.objects.count() == len(PAGES)


def test_exported_it_is_the_same_files_byte_for_byte(library: Path, tmp_path: Path) -> None:
    export_folder(tmp_path / "exported")

    assert files_of(tmp_path / "exported") == files_of(library)


@every_page
def test_nothing_is_left_that_nobody_verified(path: Path) -> None:
    assert not re.search(r"\b(UNVERIFIED|TODO|TBD|FIXME|lorem)\b", page(path).text, re.IGNORECASE)


@every_page
def test_the_answer_is_short_and_the_key_points_few(path: Path) -> None:
    data = page(path).data

    assert 0 < len(data["answer"].split()) <= MAX_ANSWER_WORDS
    assert 0 < len(data["key_points"]) <= MAX_KEY_POINTS


@every_page
def test_every_page_rests_on_at_least_three_references_and_cites_each(path: Path) -> None:
    source = page(path)

    cited = set(re.findall(r"\[\^([^\]\s]+)\]", source.body))
    assert len(source.data["references"]) >= FEWER_REFERENCES.get(path.stem, 3)
    assert cited == set(source.data["references"])


@every_page
def test_the_map_of_sources_names_every_reference_of_the_page(path: Path) -> None:
    source = page(path)
    sections = re.split(r"^## ", SOURCES.read_text(encoding="utf-8"), flags=re.MULTILINE)
    mapped = {section.partition("\n")[0]: section for section in sections}

    section = mapped[source.data["title"]]
    assert [key for key in source.data["references"] if f"`{key}`" not in section] == []


@pytest.mark.usefixtures("library")
def test_each_page_is_as_long_as_a_reader_has_patience_and_easy_to_read() -> None:
    for article in Article.objects.all():
        passages = compose(article).rendered.passages
        reached = grade(list(sentences_in(passages)))
        assert 700 <= length(passages) <= 1200, article.slug
        assert reached is not None, article.slug
        assert reached <= 8, article.slug


@every_page
def test_every_reference_says_who_wrote_what_and_where(path: Path) -> None:
    for reference in page(path).data["references"].values():
        assert all(reference.get(field) for field in ("authors", "title", "source"))


@every_page
def test_care_cards_come_with_the_most_urgent_first(path: Path) -> None:
    levels = re.findall(r"^:::+ care (\S+)", page(path).body, re.MULTILINE)

    assert levels == [level.name for level in LADDER if level.name in levels]
    assert {"now", "within-days", "at-home"} - set(levels) <= WITHOUT_CARD.get(path.stem, set())


@every_page
def test_no_link_is_unencrypted(path: Path) -> None:
    assert "http://" not in page(path).text


@every_page
def test_every_page_has_a_description_that_search_engines_show_whole(path: Path) -> None:
    assert 70 <= len(page(path).data["description"]) <= 155


@pytest.mark.parametrize(
    "name",
    [
        *("pictures", "categories", "species", "contributors"),
        *("glossary", "poison-lines", "emergency-signs", "danger-words", "danger-phrases", "synonyms"),
    ],
)
def test_nothing_unverified_stands_in_the_lists_either(name: str) -> None:
    text = (Path(settings.CONTENT_DIR) / f"{name}.yaml").read_text(encoding="utf-8")

    assert not re.search(r"UNVERIFIED|TODO|http://", text)
