"""Which pages a question finds, in which order, and what else the search tells."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Edition, Species, Synonym
from articles.models.article import Kind
from articles.publishing import withdraw
from articles.search import Match, Results, search
from articles.search.synonyms import keep_rewrites
from articles.search.vocabulary import words_changed
from articles.urgency import Urgency
from tests.factories import LiveArticleFactory, SpeciesFactory

pytestmark = pytest.mark.django_db


def titles(query: str, **asked: str) -> list[str]:
    return [edition.title for edition in search(query, asked).editions]


def animal(name: str, singular: str, *others: str) -> Species:
    species = SpeciesFactory(name=name, singular=singular, slug=name.lower(), other_names="\n".join(others))
    words_changed()
    return species


def synonym(term: str, *words: str, species: Species | None = None) -> Synonym:
    row = Synonym.objects.create(
        slug=term.replace(" ", "-"), term=term, words="\n".join(words), species=species
    )
    keep_rewrites(row)
    return row


def mended(found: Results) -> str:
    assert found.correction is not None
    return found.correction.text


# --- what is found


def test_a_page_is_found_by_words_of_its_title_in_another_form() -> None:
    LiveArticleFactory(title="Why do cats knead?")
    LiveArticleFactory(title="Why do dogs wag?")

    assert titles("kneading") == ["Why do cats knead?"]


def test_the_title_counts_more_than_the_text() -> None:
    LiveArticleFactory(title="Why do dogs wag?", body="Some cats purr.")
    LiveArticleFactory(title="Why do cats purr?", body="Nobody is sure.")

    assert titles("purr") == ["Why do cats purr?", "Why do dogs wag?"]


def test_a_heading_counts_more_than_the_text() -> None:
    LiveArticleFactory(title="About wagging", body="Some cats purr. Others do not.")
    LiveArticleFactory(title="About stalking", body="## Do cats purr?\n\nSome do.")

    assert titles("purr")[0] == "About stalking"


def test_a_page_is_found_by_its_heading_in_the_a_to_z() -> None:
    LiveArticleFactory(title="Why is my dog so itchy?", index_term="Atopic dermatitis")

    assert titles("atopic dermatitis") == ["Why is my dog so itchy?"]


def test_of_equals_the_newest_comes_first() -> None:
    old = LiveArticleFactory(title="Why do cats purr?")
    LiveArticleFactory(title="Why do cats purr?")
    Edition.objects.filter(article=old).update(live_from=timezone.now() - timedelta(days=30))

    assert [edition.article_id for edition in search("purr").editions][1] == old.pk


def test_what_readers_cannot_see_is_not_found() -> None:
    article = LiveArticleFactory(title="Why do cats knead?")
    withdraw(article, by=None)
    later = LiveArticleFactory(title="Why do kittens knead?")
    Edition.objects.filter(article=later).update(live_from=timezone.now() + timedelta(days=1))

    assert titles("knead") == []


def test_the_words_of_cards_for_other_pages_do_not_count() -> None:
    LiveArticleFactory(title="Why do cats purr?", slug="purring")
    LiveArticleFactory(title="Why do dogs wag?", body="Like this.\n\n::: also purring\n:::")

    assert titles("purr") == ["Why do cats purr?"]


# --- whole questions


def test_a_missing_word_does_not_leave_a_question_without_result() -> None:
    LiveArticleFactory(title="Why do cats knead blankets?")
    LiveArticleFactory(title="Why do dogs wag?")

    found = search("why on earth is she always kneading my blankets")

    assert [edition.title for edition in found.editions] == ["Why do cats knead blankets?"]
    assert found.match in {Match.MOST, Match.ANY}


def test_a_page_with_more_of_the_words_comes_first() -> None:
    LiveArticleFactory(title="Why do cats chew blankets?")
    LiveArticleFactory(title="Why do cats knead blankets?")

    assert titles("knead blankets")[0] == "Why do cats knead blankets?"


def test_it_says_when_every_word_was_found() -> None:
    LiveArticleFactory(title="Why do cats knead blankets?")

    assert search("kneading a blanket").match == Match.ALL


def test_a_question_far_from_everything_says_so() -> None:
    LiveArticleFactory(title="Why do cats knead blankets?", body="They live long.")

    found = search("how long does a car engine live")

    assert found.match == Match.FAR


def test_nothing_at_all_is_no_result() -> None:
    LiveArticleFactory(title="Why do cats knead?")

    found = search("xylophones")

    assert (found.match, found.total, found.editions) == (Match.NONE, 0, [])


# --- owners' words


def test_owners_words_find_the_word_of_the_text() -> None:
    LiveArticleFactory(title="Why is the abdomen hard?")
    assert titles("tummy") == []

    synonym("abdomen", "tummy", "belly")

    assert titles("hard tummies") == ["Why is the abdomen hard?"]


def test_words_of_owners_find_each_other() -> None:
    LiveArticleFactory(title="Why do dogs show the belly?")

    synonym("abdomen", "tummy", "belly")

    assert titles("tummy") == ["Why do dogs show the belly?"]


def test_a_phrase_of_several_words_is_understood_in_a_sentence() -> None:
    LiveArticleFactory(title="What is the scratch reflex?")
    LiveArticleFactory(title="How long is a leg?")

    synonym("scratch reflex", "leg thumping")

    assert titles("why is my dogs leg always thumping")[0] == "What is the scratch reflex?"


def test_a_phrase_counts_only_where_all_of_it_is_said() -> None:
    LiveArticleFactory(title="What is the scratch reflex?")
    synonym("scratch reflex", "leg thumping")

    assert titles("leg") == []


def test_a_stop_word_in_a_phrase_is_part_of_it() -> None:
    LiveArticleFactory(title="What is anorexia?")
    LiveArticleFactory(title="May dogs eat grass?")
    synonym("anorexia", "not eating")

    assert "What is anorexia?" in titles("my dog is not eating")
    assert "What is anorexia?" not in titles("eating grass")


def test_owners_words_of_one_animal_are_not_those_of_another() -> None:
    cats, pigs = animal("Cats", "cat"), animal("Small pets", "small pet", "guinea pig")
    LiveArticleFactory(title="Purring", species=[cats])
    synonym("purring", "rumbling", species=cats)

    assert titles("rumbling") == ["Purring"]
    assert titles("cat rumbling") == ["Purring"]
    assert titles("guinea pig rumbling") == []
    assert pigs.pk


def test_a_synonym_that_is_gone_finds_nothing_any_more() -> None:
    LiveArticleFactory(title="Why is the abdomen hard?")
    row = synonym("abdomen", "tummy")
    row.words = "paunch"
    row.save()
    keep_rewrites(row)

    assert titles("tummy") == []
    assert titles("paunch") == ["Why is the abdomen hard?"]


# --- animals


def test_the_animal_that_is_named_comes_first() -> None:
    dogs, rabbits = animal("Dogs", "dog", "pup"), animal("Rabbits", "rabbit", "bunny")
    LiveArticleFactory(title="Kicking, and more kicking", body="Kick. " * 9, species=[dogs])
    LiveArticleFactory(title="Thumping", body="Rabbits kick.", species=[rabbits])

    assert titles("bunny kicking")[0] == "Thumping"
    assert titles("my pup kicking")[0] == "Kicking, and more kicking"


def test_an_animal_alone_is_a_question_too() -> None:
    cats = animal("Cats", "cat", "kitty")
    LiveArticleFactory(title="What cats like", species=[cats])

    assert titles("cats") == ["What cats like"]


# --- misspellings


def test_a_misspelt_word_is_mended_by_the_words_of_the_site() -> None:
    LiveArticleFactory(title="Why do cats knead blankets?")

    found = search("knaed blankits")

    assert mended(found) == "knead blankets"
    assert found.correction
    assert found.correction.applied
    assert found.editions


def test_the_mended_words_are_told_apart() -> None:
    LiveArticleFactory(title="Why do rabbits thump?")

    found = search("rabitts thump")

    assert found.correction is not None
    assert found.correction.parts == (("rabbits", True), ("thump", False))


def test_who_wants_it_exactly_gets_it_exactly() -> None:
    LiveArticleFactory(title="Why do rabbits thump?")

    found = search("rabit", exact=True)

    assert (found.correction, found.editions) == (None, [])


def test_an_english_word_is_never_taken_for_a_misspelling() -> None:
    LiveArticleFactory(title="Why do dogs sleep?")

    found = search("sheep")

    assert found.correction is None
    assert found.editions == []


def test_an_english_word_that_sounds_like_one_of_ours_is_only_asked_about() -> None:
    LiveArticleFactory(title="What are paws for?")

    found = search("what is a pause for")

    assert found.correction is None or not found.correction.applied


def test_spellings_of_both_sides_of_the_atlantic_find_each_other() -> None:
    LiveArticleFactory(title="How do dogs see colour?")

    found = search("color")

    assert [edition.title for edition in found.editions] == ["How do dogs see colour?"]
    assert found.correction is None


def test_words_that_were_withdrawn_mend_nothing() -> None:
    article = LiveArticleFactory(title="Why do rabbits thump?")
    withdraw(article, by=None)

    assert search("rabit").correction is None


def test_words_written_as_one_are_parted() -> None:
    LiveArticleFactory(title="Where is the belly rub best?")

    assert mended(search("bellyrub")) == "belly rub"


# --- excerpts


def test_the_words_asked_for_are_marked_in_the_excerpt() -> None:
    LiveArticleFactory(title="Blankets", body="Most cats start kneading as kittens.")

    [hit] = search("knead").hits

    assert "start <mark>kneading</mark> as kittens" in hit.excerpt


def test_what_looks_like_html_in_a_text_is_shown_as_text() -> None:
    LiveArticleFactory(title="Blankets", body="Never write \\<b>knead\\</b> & such \\<script>.")

    [hit] = search("knead").hits

    assert "<mark>knead</mark>" in hit.excerpt
    assert "&amp; such" in hit.excerpt
    assert "<b>" not in hit.excerpt
    assert "<script" not in hit.excerpt


# --- filters and pages


def test_filters_say_how_much_each_would_leave() -> None:
    dogs, cats = animal("Dogs", "dog"), animal("Cats", "cat")
    for species, urgency in ((dogs, Urgency.VET_SOON), (dogs, Urgency.WATCH), (cats, Urgency.VET_SOON)):
        LiveArticleFactory(title="Sleep", species=[species], urgency=urgency)

    found = search("sleep", {"urgency": "vet-soon"})

    counts = {one.label: {choice.name: choice.count for choice in one.choices} for one in found.filters}
    assert counts["By animal"] == {"All": 2, "Dogs": 1, "Cats": 1}
    assert counts["By level of urgency"]["All"] == 3
    assert found.total == 2


def test_what_nobody_offers_narrows_nothing() -> None:
    LiveArticleFactory(title="Sleep")

    assert titles("sleep", species="dragons", kind="\0", urgency="x" * 5000) == ["Sleep"]


def test_a_filter_keeps_the_question_in_its_address() -> None:
    LiveArticleFactory(title="Sleep", species=[animal("Dogs", "dog")])
    LiveArticleFactory(title="Sleep", species=[animal("Cats", "cat")])

    [by_animal] = [one for one in search("sleep & more").filters if one.label == "By animal"]

    assert [choice.query for choice in by_animal.choices] == [
        "q=sleep+%26+more",
        "q=sleep+%26+more&species=cats",
        "q=sleep+%26+more&species=dogs",
    ]


def test_kinds_can_be_told_apart() -> None:
    LiveArticleFactory(title="Beagle", kind=Kind.BREED)
    LiveArticleFactory(title="Why does my Beagle howl?")

    assert titles("beagle", kind="breed") == ["Beagle"]


def test_pages_go_on_counting() -> None:
    for number in range(25):
        LiveArticleFactory(title=f"Why do cats knead {number}?")

    first, second = search("knead"), search("knead", page=2)

    assert (first.total, list(first.pages), len(first.hits), len(second.hits)) == (25, [1, 2, 3], 10, 10)
    assert [hit.position for hit in second.hits] == list(range(11, 21))
    assert not {edition.pk for edition in first.editions} & {edition.pk for edition in second.editions}


@pytest.mark.parametrize("page", [0, -1, 2, 10**30])
def test_a_page_that_is_not_there_is_the_first(page: int) -> None:
    LiveArticleFactory(title="Why do cats knead?")

    assert search("knead", page=page).page == 1


# --- whatever is typed


@pytest.mark.parametrize(
    "query",
    [
        *("", " ", "\0", "a" * 10_000, "a " * 5_000, "& | ! ( ) : * <-> '", '"unclosed', "- - or or -or"),
        *(
            "<script>alert(1)</script>",
            "%00%",
            "\ud7ff\u202e\u200d🐶",
            "' OR 1=1 --",
            "\\",
            "\ud800",
            "\uffff",
        ),
        *(
            "e\u0301" * 500,
            "a" + "\u0301" * 5_000,
            "ﬁﬂ ß İ ı ǅ",
            "１２３",
            "कुत्ता",
            "狗 为什么",
            "\ue000knead\ue001",
        ),
        *("knead:*", "kne'ad", "$$knead$$", "knead\\'", "::tsquery", "%s %(now)s {0}", "1e999", "the of and"),
    ],
)
def test_nothing_that_is_typed_is_an_error(query: str) -> None:
    LiveArticleFactory(title="Why do cats knead?")

    found = search(query)

    assert len(found.query) <= 200
    assert "\0" not in found.query


def test_a_search_takes_a_fixed_number_of_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    animal("Cats", "cat")
    synonym("knead", "make biscuits")
    for number in range(22):
        LiveArticleFactory(title=f"Why do cats knead {number}?")
    search("warm")

    with django_assert_max_num_queries(10):
        found = search("why does my cat make bisciuts and neads")
        list(found.editions)
