"""Indexes for the moderators' list, and for finding articles whose ratings fall."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_article_search"),
        ("comments", "0002_moderators"),
    ]

    operations = [
        # An index over many texts takes longer than the limit for requests allows.
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        migrations.RemoveIndex(
            model_name="comment",
            name="comment_held",
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["status", "-created_at", "-id"], name="comment_by_status"),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["-created_at", "-id"], name="comment_by_time"),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=django.contrib.postgres.indexes.GinIndex(
                models.Func(
                    "name",
                    "text",
                    arg_joiner=" || ' ' || ",
                    function="words_of",
                    output_field=django.contrib.postgres.search.SearchVectorField(),
                ),
                name="comment_by_words",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("rating__isnull", False), ("status", "approved")),
                fields=["-created_at"],
                include=("article", "rating"),
                name="comment_rated",
            ),
        ),
    ]
