"""Words of the glossary: explained in texts, kept in editions, changed and deleted with care."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import glossary
from articles.checks import check
from articles.composing.compose import compose
from articles.drafts.fields import contents_of
from articles.drafts.fingerprint import digest_of, page_digest
from articles.drafts.restoring import left_out
from articles.models import Article, GlossaryTerm
from articles.publishing import Release, call_off, publish, withdraw
from articles.rendering.sanitiser import sanitise
from tests.factories import (
    DraftArticleFactory,
    EditorFactory,
    GlossaryTermFactory,
    LiveArticleFactory,
    live_edition,
    problems_of,
    rendered,
)

TEXT = "## Why\n\nIt is a [reflex](term:reflex).\n"


# --- in texts


def test_a_word_becomes_a_button_that_opens_its_meaning() -> None:
    result = rendered("A *fast* [re*flex*](term:reflex), a [reflex](term:reflex).")

    assert result.problems == []
    assert (
        '<button type="button" class="term" popovertarget="term-reflex">re<em>flex</em></button>'
        in result.html
    )
    assert [term["key"] for term in result.terms] == ["reflex"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("One.\n\nTwo\nlines [x](term:nope).", "Line 4: The glossary has no word with the key “nope”."),
        ("[x](term:)", "Line 1: The glossary has no word with the key “”."),
        (
            "## A [reflex](term:reflex)",
            "Line 1: A heading explains no words: explain them in the text below it.",
        ),
        ("[![x](picture:rug)](term:reflex)", "Line 1: A word that is explained holds nothing but words."),
    ],
)
def test_a_wrong_word_is_reported_with_its_line(text: str, problem: str) -> None:
    assert problem in problems_of(text)


def test_a_button_in_a_text_can_only_open_a_meaning() -> None:
    html = sanitise(
        '<button type="submit" popovertarget="main" formaction="/x" onclick="x()" name="a">A</button>'
        '<button type="button" popovertarget="term-reflex">B</button>'
    )

    assert html == ('<button>A</button><button type="button" popovertarget="term-reflex">B</button>')


@pytest.mark.django_db
def test_an_unknown_word_keeps_a_text_from_readers() -> None:
    article = DraftArticleFactory(body="## A\n\nText [x](term:nope).\n")

    found = check(compose(article))

    assert [(finding.line, finding.message) for finding in found if finding.blocks] == [
        (3, "The glossary has no word with the key “nope”.")
    ]


# --- in contents and digests


@pytest.mark.django_db
def test_a_text_without_words_has_the_digest_it_had_before_there_was_a_glossary() -> None:
    article = DraftArticleFactory()
    contents = contents_of(article)

    assert contents["terms"] == {}
    assert page_digest(article) == digest_of({name: contents[name] for name in contents if name != "terms"})


@pytest.mark.django_db
def test_what_a_word_means_is_part_of_what_a_vet_signs() -> None:
    term = GlossaryTermFactory(slug="reflex", meaning="Old.")
    article = DraftArticleFactory(body=TEXT)
    before = page_digest(article)
    GlossaryTerm.objects.filter(pk=term.pk).update(meaning="New.")

    assert contents_of(article)["terms"] == {"reflex": {"name": term.name, "meaning": "New."}}
    assert page_digest(article) != before


@pytest.mark.django_db
def test_a_new_meaning_unsigns_the_texts_that_explain_it_and_no_others() -> None:
    term = GlossaryTermFactory(slug="reflex")
    GlossaryTermFactory(slug="reflex-arc")
    using = LiveArticleFactory(body=TEXT)
    other = LiveArticleFactory(body=TEXT.replace("term:reflex", "term:reflex-arc"))
    term.meaning = "Another meaning."

    count = glossary.save(term, by=None)

    assert count == 1
    rows = {article: article.history.count() for article in (using, other)}
    assert Article.objects.get(pk=using.pk).stage == "writing"
    assert Article.objects.get(pk=other.pk).stage == "published"
    assert using.history.latest().history_change_reason == "The word “reflex” of the glossary was changed"
    assert using.history.latest().parts["terms"]["reflex"]["meaning"] == "Another meaning."
    assert live_edition(using).terms[0]["meaning"] == "What it means for an owner."

    assert glossary.save(term, by=None) == 0
    assert {article: article.history.count() for article in (using, other)} == rows


@pytest.mark.django_db
def test_a_new_word_reaches_a_draft_that_named_it_already() -> None:
    draft = DraftArticleFactory(body=TEXT)

    count = glossary.save(GlossaryTermFactory.build(slug="reflex"), by=None)

    draft.refresh_from_db()
    assert count == 1
    assert draft.digest == page_digest(draft)
    assert list(draft.parts["terms"]) == ["reflex"]


@pytest.mark.django_db
def test_a_row_of_the_history_says_which_of_its_words_are_gone() -> None:
    term = GlossaryTermFactory(slug="reflex")
    article = LiveArticleFactory(body=TEXT)
    row = article.history.latest()
    GlossaryTerm.objects.filter(pk=term.pk).delete()

    assert left_out(article, row) == ["The word “reflex” is no longer in the glossary."]


# --- throwing away


@pytest.mark.django_db
def test_a_word_that_a_page_explains_cannot_be_deleted(client: Client) -> None:
    term = GlossaryTermFactory(slug="reflex")
    live = LiveArticleFactory(body=TEXT, title="The live one")
    # What readers see still explains it, though the working copy no longer does.
    Article.objects.filter(pk=live.pk).update(body="## Why\n\nText.\n")
    DraftArticleFactory(body=TEXT, title="The draft")
    client.force_login(EditorFactory())

    response = client.post(f"/admin/articles/glossaryterm/{term.pk}/delete/", {"post": "yes"}, follow=True)

    words = response.content.decode()
    assert "2 articles explain it." in words
    assert "“The draft”; “The live one”." in words
    assert GlossaryTerm.objects.filter(pk=term.pk).exists()


@pytest.mark.django_db
def test_an_edition_that_was_called_off_does_not_keep_a_word() -> None:
    term = GlossaryTermFactory(slug="reflex")
    article = DraftArticleFactory(body=TEXT)
    publish(article, by=None, release=Release(at=timezone.now() + timedelta(hours=1)))
    Article.objects.filter(pk=article.pk).update(body="## Why\n\nText.\n")

    with pytest.raises(glossary.TermInUse):
        glossary.delete(term, by=None)
    call_off(article, by=None)
    glossary.delete(term, by=None)

    assert not GlossaryTerm.objects.filter(pk=term.pk).exists()


@pytest.mark.django_db
def test_a_word_that_nothing_explains_any_longer_can_be_deleted() -> None:
    term = GlossaryTermFactory(slug="reflex")
    article = LiveArticleFactory(body=TEXT)
    withdraw(article, by=None)
    Article.objects.filter(pk=article.pk).update(body="## Why\n\nA [x](term:reflexes).\n")

    glossary.delete(term, by=None)

    assert not GlossaryTerm.objects.exists()


@pytest.mark.django_db
def test_the_key_of_a_word_stays_as_texts_name_it(client: Client) -> None:
    term = GlossaryTermFactory(slug="reflex")
    client.force_login(EditorFactory())
    address = f"/admin/articles/glossaryterm/{term.pk}/change/"

    client.post(address, {"name": "Reflex", "slug": "other", "meaning": "New."})

    term.refresh_from_db()
    assert (term.slug, term.name, term.meaning) == ("reflex", "Reflex", "New.")
    assert "delete_selected" not in client.get("/admin/articles/glossaryterm/").content.decode()


# --- what readers see


@pytest.mark.django_db
def test_a_page_explains_its_words_in_the_order_of_the_alphabet(client: Client) -> None:
    for slug, name in (("zoonosis", "Zoonosis"), ("reflex", "reflex")):
        GlossaryTermFactory(slug=slug, name=name, meaning=f"Of {slug}.")
    article = LiveArticleFactory(body="## A\n\n[z](term:zoonosis), [r](term:reflex), [r](term:reflex)\n")

    html = client.get(article.get_absolute_url()).content.decode()

    assert [term["key"] for term in live_edition(article).terms] == ["reflex", "zoonosis"]
    for key in ("reflex", "zoonosis"):
        assert html.count(f'id="term-{key}" popover') == 1
        assert f'id="meaning-{key}"' in html
        assert f'href="/glossary/#{key}"' in html
    assert html.index("Words explained") > html.index('class="prose"')


@pytest.mark.django_db
def test_a_page_keeps_the_meaning_it_was_published_with(client: Client) -> None:
    term = GlossaryTermFactory(slug="reflex", meaning="Published meaning.")
    article = LiveArticleFactory(body=TEXT)
    term.meaning = "UNPUBLISHED"
    glossary.save(term, by=None)

    before = client.get(article.get_absolute_url()).content.decode()
    article.refresh_from_db()
    publish(article, by=None)
    after = client.get(article.get_absolute_url()).content.decode()

    assert "Published meaning." in before
    assert "UNPUBLISHED" not in before
    assert "UNPUBLISHED" in after


@pytest.mark.django_db
def test_a_page_without_words_says_nothing_of_a_glossary(client: Client) -> None:
    article = LiveArticleFactory()

    main = client.get(article.get_absolute_url()).content.decode().split("<main")[1].split("</main>")[0]

    assert "Words explained" not in main
    assert "popover" not in main


@pytest.mark.django_db
def test_the_glossary_goes_from_a_to_z_at_a_steady_cost(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for name in ("Zoonosis", "atopy", "The axon", "2 of a kind"):
        GlossaryTermFactory(slug=name.split()[-1].lower(), name=name)

    with django_assert_max_num_queries(4):
        html = client.get("/glossary/").content.decode()

    names = ["2 of a kind", "atopy", "The axon", "Zoonosis"]
    places = [html.index(f"<dt>{name}</dt>") for name in names]
    assert places == sorted(places)
    assert [html.count(f'id="letter-{letter}"') for letter in ("other", "a", "z", "b")] == [1, 1, 1, 0]
    assert 'href="#letter-other"' in html
    assert '<div id="axon">' in html
