"""A reply names the comment that it answers, and letters to moderators have kinds that can be turned off.

What a reply answers stands in the same thread: under the same parent, or it is the parent. As with
the parent (0009), a foreign key of the database holds that, and Django's models know nothing of the
column that it needs. Older replies answer the comment under which they stand.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

KINDS = [
    ("reader", "To a reader"),
    ("login", "About a login"),
    ("digest", "How many comments wait, at most once an hour"),
    ("alert", "At once: a comment that may mean danger, or a report"),
]
REASONS = [
    ("danger", "may mean danger now"),
    ("doubtful", "may mean danger now, and may be spam"),
    ("report", "reported by readers"),
]
BACKFILL = [
    "UPDATE comments_comment SET answers_id = parent_id WHERE parent_id IS NOT NULL",
    # Letters without a comment are digests, known by their subject, and letters about logins.
    "UPDATE comments_queuedmail SET kind = CASE WHEN subject ~ '^[0-9]+ comments? wait' THEN 'digest' "
    "ELSE 'login' END WHERE comment_id IS NULL",
    # PostgreSQL alters no table while foreign keys wait to be checked.
    "SET CONSTRAINTS ALL IMMEDIATE",
    "SET CONSTRAINTS ALL DEFERRED",
]
HOLD = """
ALTER TABLE comments_comment
    ADD COLUMN thread_id bigint GENERATED ALWAYS AS (COALESCE(parent_id, id)) STORED,
    ADD CONSTRAINT comment_in_thread UNIQUE (id, thread_id),
    ADD CONSTRAINT comment_answers_in_thread FOREIGN KEY (answers_id, thread_id)
        REFERENCES comments_comment (id, thread_id) DEFERRABLE INITIALLY DEFERRED
"""
LET_GO = """
ALTER TABLE comments_comment
    DROP CONSTRAINT comment_answers_in_thread,
    DROP CONSTRAINT comment_in_thread,
    DROP COLUMN thread_id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0013_blocks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # With many comments this takes longer than the limit for requests allows.
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        migrations.AddField(
            "comment",
            "answers",
            models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="answered_by",
                to="comments.comment",
            ),
        ),
        migrations.AddField(
            "queuedmail",
            "kind",
            models.CharField(choices=KINDS, db_default="reader", default="reader", max_length=10),
        ),
        migrations.AddField(
            "queuedmail",
            "reason",
            models.CharField(blank=True, choices=REASONS, db_default="", default="", max_length=10),
        ),
        migrations.AddField("recipient", "bounced_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
        migrations.RunSQL(HOLD, LET_GO),
        migrations.AddConstraint(
            "comment",
            models.CheckConstraint(
                condition=Q(parent__isnull=False) | Q(answers__isnull=True),
                name="comment_on_top_answers_none",
            ),
        ),
        migrations.AddConstraint(
            "queuedmail",
            models.CheckConstraint(
                condition=Q(kind__in=["reader", "login", "digest", "alert"]), name="letter_kind_is_known"
            ),
        ),
        migrations.CreateModel(
            "AlertClock",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(choices=REASONS, max_length=10, unique=True)),
                ("began_at", models.DateTimeField()),
                ("sent", models.PositiveIntegerField(default=0)),
                ("unsent", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(reason__in=["danger", "doubtful", "report"]), name="alert_reason_is_known"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            "LettersOff",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(choices=KINDS, max_length=10)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["user", "kind"], name="letters_off_once"),
                    models.CheckConstraint(
                        condition=Q(kind__in=["digest", "alert"]), name="letters_off_may_be"
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            "ShownComment",
            [],
            options={
                "verbose_name": "comment to answer",
                "verbose_name_plural": "comments to answer",
                "permissions": [("answer_showncomment", "Can answer comments that are shown")],
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("comments.comment",),
        ),
    ]
