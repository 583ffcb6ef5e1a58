"""Whose words a text holds, per person; and who looked at small corrections afterwards."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def person() -> models.ForeignKey:
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0021_addresses_of_poison_lines"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "before",
                    models.CharField(blank=True, help_text="Empty for the first text.", max_length=64),
                ),
                ("after", models.CharField(max_length=64)),
                ("changed_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributions",
                        to="articles.article",
                    ),
                ),
                ("person", person()),
                ("read_by", person()),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("read_at", None)), fields=["article"], name="contribution_unread"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("article", "after"), name="text_is_made_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("after", ""), _negated=True),
                            models.Q(("after", models.F("before")), _negated=True),
                        ),
                        name="change_makes_a_text",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SecondLook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.CharField(blank=True, max_length=64)),
                ("looked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="second_look",
                        to="articles.edition",
                    ),
                ),
                ("looked_by", person()),
                ("person", person()),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("looked_at", None)), fields=["id"], name="second_look_waits"
                    )
                ],
            },
        ),
    ]
