"""The fields of an article are declared once: completely, and in the orders that people know."""

import pytest
from django.contrib import admin
from django.test import RequestFactory

from articles.drafts.fields import (
    FIELDS,
    PARTS,
    PLAIN_FIELDS,
    ROW_GROUPS,
    Section,
    fields_in,
    fields_in_files,
)
from articles.drafts.parts import ROW_LISTS
from articles.models import Article

# What an article says of its work and its place on the site, and not on its own page.
NO_FIELDS = {"is_featured", "owner"}
# The declaration has the gallery, by which an article leads to these.
THROUGH_ROWS = {"pictures"}


def test_every_column_that_editors_fill_in_is_declared() -> None:
    columns = [*Article._meta.fields, *Article._meta.many_to_many]
    filled_in = {column.name for column in columns if column.editable and not column.auto_created}

    declared = {field.name for field in FIELDS if field.section}

    assert filled_in - NO_FIELDS - THROUGH_ROWS - declared == set()


def test_each_field_is_plain_or_a_part_and_none_is_declared_twice() -> None:
    names = [field.name for field in FIELDS]

    assert sorted(names) == sorted({*PLAIN_FIELDS, *PARTS})
    assert ROW_LISTS.keys() < set(PARTS)


def test_the_groups_of_rows_are_the_rows_that_the_form_edits_one_by_one() -> None:
    form, saved = admin.site.get_model_admin(Article), Article(pk=1)
    inlines = form.get_inlines(RequestFactory().get("/"), saved)

    assert [ROW_LISTS[name].model for name in ROW_GROUPS] == [inline.model for inline in inlines]


def test_a_file_keeps_the_order_of_its_front_matter() -> None:
    known = [
        *("title", "index_term", "kind", "category", "species", "author", "urgency"),
        *("standfirst", "description", "answer", "key_points"),
        *("pictures", "references", "facts"),
    ]

    assert [field.file_key for field in fields_in_files() if field.file_key in known] == known


@pytest.mark.parametrize(
    ("section", "known"),
    [
        (Section.BASICS, ["title", "slug", "kind", "category", "species", "author", "urgency"]),
        (Section.TOP, ["standfirst", "answer", "key_points", "description", "index_term"]),
        (Section.TEXT, ["body"]),
    ],
)
def test_the_form_keeps_the_order_of_the_page(section: Section, known: list[str]) -> None:
    assert [name for name in fields_in(section) if name in known] == known


def test_a_field_has_the_label_of_its_column_or_words_of_its_own() -> None:
    labels = {field.name: field.label for field in FIELDS}

    assert labels["index_term"] == "In the A to Z as"
    assert (labels["slug"], labels["facts"]) == ("Address", "Fact sheet")
