"""The part of the moderators' list to which a comment belongs, worked out by the database."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0021_addresses_of_poison_lines"),
        ("comments", "0016_letters_about_texts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # The column is stored, so Postgres writes the table anew.
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="comment",
            name="waiting_group",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(is_urgent=True, then=models.Value(0)),
                    models.When(is_reported=True, then=models.Value(1)),
                    models.When(score__gte=5, then=models.Value(3)),
                    default=models.Value(2),
                ),
                output_field=models.PositiveSmallIntegerField(
                    choices=[
                        (0, "May mean danger"),
                        (1, "Reported"),
                        (2, "To read"),
                        (3, "Likely spam"),
                    ]
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("status", "held"), ("is_reported", True), _connector="OR"),
                fields=["waiting_group", "created_at", "id"],
                name="comment_waiting_groups",
            ),
        ),
    ]
