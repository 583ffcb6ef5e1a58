"""Reports note that they come from one network; comments, that a moderator approved their words.

Reports from before count once each, as they did: what is known of their senders names no network.
"""

from django.db import migrations, models
from django.db.models import Q


def vouch(apps, schema_editor):
    """For what a moderator approved. A comment without a name of one was approved by the site's rules."""
    approved = apps.get_model("comments", "Comment").objects.filter(
        status="approved", decided_by__isnull=False
    )
    approved.update(is_vouched=True)


class Migration(migrations.Migration):
    dependencies = [("comments", "0009_replies_in_place")]

    operations = [
        # With many comments this takes longer than the limit for requests allows.
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        migrations.AddField(
            "report", "network_hash", models.CharField(blank=True, db_default="", max_length=64)
        ),
        migrations.AddField("report", "network", models.PositiveIntegerField(blank=True, null=True)),
        migrations.AlterField("comment", "is_reported", models.BooleanField(default=False, editable=False)),
        migrations.AddField(
            "comment",
            "is_vouched",
            models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddIndex(
            "comment",
            models.Index(fields=["id"], name="comment_reported", condition=Q(is_reported=True)),
        ),
        migrations.RunPython(vouch, migrations.RunPython.noop),
    ]
