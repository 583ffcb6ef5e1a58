"""Blocks, and for each comment hashes of its networks that a block may be made from."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0012_queue"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="origin",
            field=models.JSONField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="report",
            name="is_blocked",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.CreateModel(
            name="CommentBlock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("writer", "Writer"),
                            ("network", "Connection"),
                            ("address", "Address"),
                            ("words", "Words"),
                        ],
                        max_length=8,
                    ),
                ),
                ("pattern", models.CharField(blank=True, max_length=100, verbose_name="what is blocked")),
                ("digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("key", models.CharField(blank=True, editable=False, max_length=32)),
                ("level", models.CharField(blank=True, editable=False, max_length=10)),
                ("comment_number", models.BigIntegerField(blank=True, null=True)),
                ("reason", models.CharField(help_text="Readers never see it.", max_length=200)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "ends_at",
                    models.DateTimeField(blank=True, help_text="Empty: until it is lifted.", null=True),
                ),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="comments.comment",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "block",
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(fields=["-created_at", "-id"], name="block_by_time"),
                    models.Index(
                        condition=models.Q(("lifted_at__isnull", True)),
                        fields=["ends_at"],
                        name="block_not_lifted",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="block_has_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True),
                            ("ends_at__gt", models.F("created_at")),
                            _connector="OR",
                        ),
                        name="block_ends_after_its_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("digest", ""),
                                ("key", ""),
                                ("kind__in", ["address", "words"]),
                                ("level", ""),
                                models.Q(("pattern", ""), _negated=True),
                            ),
                            models.Q(("kind__in", ["writer", "network"]), ("pattern", "")),
                            _connector="OR",
                        ),
                        name="block_is_known_by_one_thing",
                    ),
                ],
            },
        ),
    ]
