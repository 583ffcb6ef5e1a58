"""The outbox takes letters about texts (kbsite/notices/)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0015_earlier_texts"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="queuedmail",
            name="letter_kind_is_known",
        ),
        migrations.AlterField(
            model_name="lettersoff",
            name="kind",
            field=models.CharField(
                choices=[
                    ("reader", "To a reader"),
                    ("login", "About a login"),
                    ("digest", "How many comments wait, at most once an hour"),
                    ("alert", "At once: a comment that may mean danger, or a report"),
                    ("text", "About a text, to somebody at the desk"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="queuedmail",
            name="kind",
            field=models.CharField(
                choices=[
                    ("reader", "To a reader"),
                    ("login", "About a login"),
                    ("digest", "How many comments wait, at most once an hour"),
                    ("alert", "At once: a comment that may mean danger, or a report"),
                    ("text", "About a text, to somebody at the desk"),
                ],
                db_default="reader",
                default="reader",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="queuedmail",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["reader", "login", "digest", "alert", "text"])),
                name="letter_kind_is_known",
            ),
        ),
        # On the way back these letters would break the narrower constraint.
        migrations.RunSQL(migrations.RunSQL.noop, "DELETE FROM comments_queuedmail WHERE kind = 'text'"),
    ]
