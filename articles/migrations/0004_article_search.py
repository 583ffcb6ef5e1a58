"""Indexes that keep the editors' lists and their first page quick."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_groups"),
    ]

    operations = [
        # An index over many texts takes longer than any request may.
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        migrations.RemoveIndex(
            model_name="edition",
            name="edition_review_due",
        ),
        migrations.AddIndex(
            model_name="article",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(
                    models.Func(
                        "title",
                        models.Value("-./:@_+<>&"),
                        models.Value("          "),
                        function="translate",
                        output_field=models.TextField(),
                    ),
                    models.Func(
                        "slug",
                        models.Value("-./:@_+<>&"),
                        models.Value("          "),
                        function="translate",
                        output_field=models.TextField(),
                    ),
                    models.Func(
                        "answer",
                        models.Value("-./:@_+<>&"),
                        models.Value("          "),
                        function="translate",
                        output_field=models.TextField(),
                    ),
                    config="simple",
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
