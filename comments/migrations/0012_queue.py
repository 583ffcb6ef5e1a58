"""Indexes for each order of the moderators' list, decisions that were made together, and "hold again".

Decisions from before were each made alone, so their undoing stays as it was.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.models import F, Q

ACTIONS = {
    "approve": "Approved",
    "reject": "Rejected",
    "spam": "Marked as spam",
    "hide": "Hidden after reports",
    "hold": "Held again",
    "blur": "Photo blurred",
    "unblur": "Photo no longer blurred",
    "remove-photo": "Photo removed",
    "reply": "Replied",
    "delete": "Deleted",
    "undo": "Undone",
}
WAITING = Q(status="held") | Q(is_reported=True)
HEADS = Q(batch__isnull=True) | Q(batch=F("id"))

TIME = ["-created_at", "-id"]
SCORE = ["-score", "-created_at", "-id"]
COMMENT_INDEXES = [
    models.Index(fields=SCORE, name="comment_by_score"),
    models.Index(fields=["status", *TIME], name="comment_status_by_time"),
    models.Index(fields=["status", *SCORE], name="comment_status_by_score"),
    models.Index(fields=["-is_urgent", *TIME], name="comment_waiting_newest", condition=WAITING),
    models.Index(fields=["-is_urgent", "created_at", "id"], name="comment_waiting_oldest", condition=WAITING),
    models.Index(fields=["-is_urgent", *SCORE], name="comment_waiting_highest", condition=WAITING),
    models.Index(
        fields=["-is_urgent", "score", "created_at", "id"], name="comment_waiting_lowest", condition=WAITING
    ),
    models.Index(fields=TIME, name="comment_urgent", condition=Q(is_urgent=True)),
    GinIndex(fields=["findings"], name="comment_by_findings", opclasses=["jsonb_path_ops"]),
]


class Migration(migrations.Migration):
    dependencies = [("comments", "0011_uncounted_ratings")]

    operations = [
        # With many comments this takes longer than the limit for requests allows.
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        migrations.RemoveIndex("comment", "comment_by_status"),
        *(migrations.AddIndex("comment", index) for index in COMMENT_INDEXES),
        migrations.AddIndex(
            "report",
            models.Index(
                fields=["reason", "comment"], name="report_open", condition=Q(settled_at__isnull=True)
            ),
        ),
        migrations.RemoveConstraint("decision", "decision_action_is_known"),
        migrations.AlterField(
            "decision", "action", models.CharField(choices=list(ACTIONS.items()), max_length=12)
        ),
        migrations.AddConstraint(
            "decision",
            models.CheckConstraint(condition=Q(action__in=list(ACTIONS)), name="decision_action_is_known"),
        ),
        migrations.AddField("decision", "was_reported", models.BooleanField(db_default=False, default=False)),
        migrations.AddField("decision", "batch", models.BigIntegerField(blank=True, null=True)),
        migrations.RemoveIndex("decision", "decision_by_time"),
        migrations.AddIndex(
            "decision", models.Index(fields=["-at", "-id"], name="decision_heads", condition=HEADS)
        ),
        migrations.AddIndex(
            "decision",
            models.Index(fields=["batch", "id"], name="decision_batch", condition=Q(batch__isnull=False)),
        ),
    ]
