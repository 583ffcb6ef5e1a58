"""Who read which text, in place of which change: a change that was thrown away is read with no later text."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# A change that had been read was read in the text that it left, or in a later one on the same way.
READINGS = """
INSERT INTO articles_reading (article_id, digest, person_id, read_at, with_own)
SELECT article_id, after, read_by_id, read_at, COALESCE(read_by_id = person_id, false)
  FROM articles_contribution
 WHERE read_at IS NOT NULL AND NOT is_operators
"""
OPERATORS = """
UPDATE articles_contribution SET is_operators = true WHERE person_id IS NULL AND read_at = changed_at
"""


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("articles", "0028_agreeing_columns"),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("read_at", models.DateTimeField()),
                (
                    "with_own",
                    models.BooleanField(
                        default=False, help_text="The settings let nobody else read after them."
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="articles.article",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
        migrations.AddConstraint(
            model_name="reading",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest", ""), _negated=True), name="reading_is_of_a_text"
            ),
        ),
        migrations.AddField(
            model_name="contribution",
            name="is_operators",
            field=models.BooleanField(default=False, help_text="Nobody has to read after the operator."),
        ),
        migrations.RunSQL(OPERATORS, migrations.RunSQL.noop),
        migrations.RunSQL(READINGS, migrations.RunSQL.noop),
        # PostgreSQL alters no table while foreign keys wait to be checked.
        migrations.RunSQL(
            "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED", migrations.RunSQL.noop
        ),
        migrations.RemoveConstraint(model_name="contribution", name="text_is_made_once"),
        migrations.RemoveIndex(model_name="contribution", name="contribution_unread"),
        migrations.RemoveField(model_name="contribution", name="read_at"),
        migrations.RemoveField(model_name="contribution", name="read_by"),
    ]
