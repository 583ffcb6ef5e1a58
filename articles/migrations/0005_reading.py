"""What readers browse by, the glossary, and the emergency page."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_article_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EmergencySign",
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
                (
                    "text",
                    models.CharField(help_text="As an owner sees it: Trouble breathing.", max_length=120),
                ),
                ("detail", models.CharField(blank=True, max_length=200)),
                ("source", models.CharField(blank=True, help_text="Where it was read.", max_length=160)),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=100, help_text="Smaller numbers come first."),
                ),
            ],
            options={
                "ordering": ["position", "text", "pk"],
            },
        ),
        migrations.CreateModel(
            name="GlossaryTerm",
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
                        help_text="The name that texts use for it: [REM sleep](term:rem-sleep)",
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(?:-[a-z0-9]+)*$", "Use small letters, digits and single hyphens."
                            )
                        ],
                    ),
                ),
                ("name", models.CharField(max_length=60, unique=True)),
                (
                    "meaning",
                    models.CharField(help_text="One or two short sentences for an owner.", max_length=300),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PoisonLine",
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
                ("country", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=80)),
                (
                    "number",
                    models.CharField(
                        help_text="As people in that country dial it, such as +44 1202 509000.",
                        max_length=30,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\+?[\\d ]*\\d$", "Digits and spaces, with a + before a country's code."
                            )
                        ],
                    ),
                ),
                ("hours", models.CharField(blank=True, max_length=80)),
                ("cost", models.CharField(blank=True, max_length=80)),
                (
                    "website",
                    models.CharField(
                        blank=True, help_text="The line's own site, as example.org.", max_length=200
                    ),
                ),
                (
                    "seen_on",
                    models.CharField(help_text="The page on which the number was read.", max_length=160),
                ),
                ("checked_on", models.DateField(help_text="Readers see the month.")),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=100, help_text="Smaller numbers come first."),
                ),
            ],
            options={
                "ordering": ["position", "country", "name", "pk"],
            },
        ),
        migrations.AddField(
            model_name="article",
            name="index_term",
            field=models.CharField(
                blank=True,
                help_text="The subject in a word or two, such as “Kneading”. Without it, the title.",
                max_length=80,
                verbose_name="in the A to Z as",
            ),
        ),
        migrations.AddField(
            model_name="breedfact",
            name="scale",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Only where the reference measured it; the value says in words what the number means.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(5),
                ],
                verbose_name="on a scale of 1 to 5",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="contributor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="editions",
                to="articles.contributor",
            ),
        ),
        migrations.AddField(
            model_name="edition",
            name="index_key",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="edition",
            name="index_term",
            field=models.CharField(blank=True, max_length=150),
        ),
        migrations.AddField(
            model_name="edition",
            name="terms",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="historicalarticle",
            name="index_term",
            field=models.CharField(
                blank=True,
                help_text="The subject in a word or two, such as “Kneading”. Without it, the title.",
                max_length=80,
                verbose_name="in the A to Z as",
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["index_key", "id"], name="edition_by_letter"),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["category", "index_key", "id"], name="edition_by_category_letter"),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["kind", "index_key", "id"], name="edition_by_kind_letter"),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["urgency", "index_key", "id"], name="edition_by_urgency"),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["contributor", "-live_from", "-id"], name="edition_by_contributor"),
        ),
        migrations.AddConstraint(
            model_name="breedfact",
            constraint=models.CheckConstraint(
                condition=models.Q(("scale__isnull", True), ("scale__range", (1, 5)), _connector="OR"),
                name="breed_fact_scale_is_one_to_five",
            ),
        ),
    ]
