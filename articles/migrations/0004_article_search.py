"""Indexes that keep the editors' lists and their first page quick."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

# Postgres takes some words that are joined by a sign for one thing: an address, a file, a number. So
# the signs become spaces first. The function is in plpgsql because Postgres replaces a function in SQL
# by its body and forgets the cost: 40 microseconds for a text, ten times what Postgres would assume.
WORDS_OF = """
CREATE FUNCTION words_of(document text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 2500 AS $$
BEGIN
    RETURN to_tsvector('pg_catalog.simple', translate(document, '-./:@_+<>&', '          '));
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_groups"),
    ]

    operations = [
        # An index over many texts takes longer than the limit for requests allows.
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        migrations.RunSQL(WORDS_OF, "DROP FUNCTION words_of(text)"),
        migrations.RemoveIndex(
            model_name="edition",
            name="edition_review_due",
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["id", "digest"], name="article_texts"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=django.contrib.postgres.indexes.GinIndex(
                models.Func(
                    "title",
                    "slug",
                    "answer",
                    arg_joiner=" || ' ' || ",
                    function="words_of",
                    output_field=django.contrib.postgres.search.SearchVectorField(),
                ),
                name="article_by_words",
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["article", "live_until", "live_from"], include=["sign_off"], name="edition_spans"
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("review_due_on__isnull", False)),
                fields=["live_until", "review_due_on"],
                name="edition_review",
            ),
        ),
        migrations.AddIndex(
            model_name="reference",
            index=models.Index(
                condition=models.Q(("doi", ""), _negated=True), fields=["doi"], name="reference_by_doi"
            ),
        ),
        migrations.AddIndex(
            model_name="reference",
            index=models.Index(
                condition=models.Q(("doi", ""), models.Q(("url", ""), _negated=True)),
                fields=["url"],
                name="reference_by_url",
            ),
        ),
    ]
