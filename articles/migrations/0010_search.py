"""What the search reads."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import articles.models.search

# English without stop words: "not eating" is something else than "eating".
MAKE_EVERY_WORD = """
CREATE TEXT SEARCH DICTIONARY every_word_stem (TEMPLATE = snowball, Language = english);
CREATE TEXT SEARCH CONFIGURATION every_word (COPY = english);
ALTER TEXT SEARCH CONFIGURATION every_word
    ALTER MAPPING FOR asciiword, word, asciihword, hword, hword_asciipart, hword_part
    WITH every_word_stem;
"""
DROP_EVERY_WORD = """
DROP TEXT SEARCH CONFIGURATION every_word;
DROP TEXT SEARCH DICTIONARY every_word_stem;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0009_danger_rows"),
    ]

    operations = [
        migrations.RunSQL(MAKE_EVERY_WORD, DROP_EVERY_WORD),
        migrations.CreateModel(
            name="RelatedChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RelatedPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="SearchCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("words", models.CharField(max_length=200)),
                ("times", models.PositiveIntegerField(default=0)),
                (
                    "results",
                    models.PositiveIntegerField(default=0, help_text="Found when it was last asked."),
                ),
                (
                    "opened",
                    models.PositiveIntegerField(default=0, help_text="How often a result was opened."),
                ),
            ],
            options={
                "verbose_name": "question of readers",
                "verbose_name_plural": "what readers look for",
            },
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="articles.edition",
                    ),
                ),
                ("title_words", django.contrib.postgres.search.SearchVectorField()),
                ("words", django.contrib.postgres.search.SearchVectorField()),
                ("text", models.TextField(help_text="Without its marks, for excerpts.")),
            ],
        ),
        migrations.CreateModel(
            name="Synonym",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(?:-[a-z0-9]+)*$", "Use small letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                ("term", models.CharField(help_text="What the texts say: scratch reflex.", max_length=80)),
                (
                    "words",
                    models.TextField(
                        help_text="What owners say instead, one word or phrase to a line: leg thumping.",
                        max_length=2000,
                        verbose_name="owners' words",
                    ),
                ),
            ],
            options={
                "ordering": ["term", "slug"],
            },
        ),
        migrations.CreateModel(
            name="SynonymRewrite",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("needs", articles.models.search.QueryField()),
                ("target", articles.models.search.QueryField()),
                ("substitute", articles.models.search.QueryField()),
            ],
        ),
        migrations.CreateModel(
            name="VocabularyVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("word", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("stem", models.CharField(max_length=40)),
                ("pages", models.PositiveIntegerField(help_text="How many pages have it.")),
            ],
        ),
        migrations.RemoveIndex(
            model_name="edition",
            name="edition_by_words",
        ),
        migrations.AddField(
            model_name="species",
            name="other_names",
            field=models.TextField(
                blank=True,
                help_text="What owners also call them, one to a line: pup. A question that says so is about them.",
                max_length=1000,
            ),
        ),
        migrations.AddField(
            model_name="relatedchoice",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="related_choices",
                to="articles.article",
            ),
        ),
        migrations.AddField(
            model_name="relatedchoice",
            name="other",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.article"
            ),
        ),
        migrations.AddField(
            model_name="relatedpage",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="related_pages",
                to="articles.article",
            ),
        ),
        migrations.AddField(
            model_name="relatedpage",
            name="other",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.article"
            ),
        ),
        migrations.AddIndex(
            model_name="searchcount",
            index=models.Index(fields=["words", "day"], name="search_count_by_words"),
        ),
        migrations.AddConstraint(
            model_name="searchcount",
            constraint=models.UniqueConstraint(fields=("day", "words"), name="search_count_is_one_a_day"),
        ),
        migrations.AddIndex(
            model_name="searchentry",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["title_words"], name="search_entry_by_title_words"
            ),
        ),
        migrations.AddIndex(
            model_name="searchentry",
            index=django.contrib.postgres.indexes.GinIndex(fields=["words"], name="search_entry_by_words"),
        ),
        migrations.AddField(
            model_name="synonym",
            name="species",
            field=models.ForeignKey(
                blank=True,
                help_text="Only of these animals: left out where a question names another. Empty for all.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="synonyms",
                to="articles.species",
            ),
        ),
        migrations.AddField(
            model_name="synonymrewrite",
            name="synonym",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="rewrites", to="articles.synonym"
            ),
        ),
        migrations.AddIndex(
            model_name="word",
            index=models.Index(fields=["-pages", "word"], name="word_by_pages"),
        ),
        migrations.AddIndex(
            model_name="word",
            index=models.Index(fields=["stem"], name="word_by_stem"),
        ),
        migrations.AddConstraint(
            model_name="relatedchoice",
            constraint=models.UniqueConstraint(
                fields=("article", "other"), name="related_choice_is_made_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="relatedchoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("article", models.F("other")), _negated=True),
                name="related_choice_is_another_page",
            ),
        ),
        migrations.AddConstraint(
            model_name="relatedpage",
            constraint=models.UniqueConstraint(
                fields=("article", "other"), name="related_page_is_named_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="relatedpage",
            constraint=models.CheckConstraint(
                condition=models.Q(("article", models.F("other")), _negated=True),
                name="related_page_is_another_page",
            ),
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(help_text="In small letters, without signs.", max_length=200)),
                ("text", models.CharField(help_text="As it is shown.", max_length=200)),
                ("is_beginning", models.BooleanField(help_text="Whether the key holds the whole text.")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="suggestions",
                        to="articles.edition",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["key"], name="suggestion_by_key", opclasses=["text_pattern_ops"])
                ],
            },
        ),
    ]
