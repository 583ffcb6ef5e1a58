"""What comments said before they were changed, an order for the feed, and a page for what is held."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0021_addresses_of_poison_lines"),
        ("comments", "0014_answers_and_letters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # With many comments this takes longer than the limit for requests allows.
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="EarlierText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("held", "Held"),
                            ("approved", "Approved"),
                            ("rejected", "Rejected"),
                            ("spam", "Spam"),
                            ("removed", "Removed by its writer"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=40)),
                ("text", models.TextField(blank=True, max_length=2000)),
                ("pet", models.CharField(blank=True, max_length=60)),
                ("rating", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("alt_text", models.CharField(blank=True, max_length=200)),
                ("had_photo", models.BooleanField(default=False)),
                ("is_photo_changed", models.BooleanField(default=False)),
                ("replaced_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="HeldAddress",
            fields=[],
            options={
                "verbose_name": "e-mail address",
                "verbose_name_plural": "what we hold about an address",
                "proxy": True,
                "default_permissions": ("view", "delete"),
                "indexes": [],
                "constraints": [],
            },
            bases=("comments.recipient",),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                models.OrderBy(models.F("decided_at"), descending=True, nulls_last=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("status", "approved"), models.Q(("text", ""), _negated=True)),
                name="comment_appeared",
            ),
        ),
        migrations.AddField(
            model_name="earliertext",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="earlier_texts",
                to="comments.comment",
            ),
        ),
        migrations.AddIndex(
            model_name="earliertext",
            index=models.Index(fields=["replaced_at"], name="earlier_text_by_time"),
        ),
        migrations.AddConstraint(
            model_name="earliertext",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["held", "approved"])), name="earlier_text_could_be_changed"
            ),
        ),
    ]
