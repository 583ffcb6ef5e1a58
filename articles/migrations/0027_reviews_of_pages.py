"""Pages remember when they were last published as a whole, because a small correction is no review of them."""

from django.db import migrations, models

# A correction has a second look. Those before it are known no longer, where several followed each other.
FILL = """
WITH correction AS (
    SELECT id
      FROM articles_edition
     WHERE NOT is_major AND id IN (SELECT edition_id FROM articles_secondlook)
)
UPDATE articles_edition AS edition
   SET reviewed_at = COALESCE(
           (SELECT max(before.live_from)
              FROM articles_edition AS before
             WHERE before.article_id = edition.article_id
               AND before.number < edition.number
               AND edition.id IN (SELECT id FROM correction)
               AND before.id NOT IN (SELECT id FROM correction)),
           edition.live_from)
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0026_picture_focus")]

    operations = [
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="edition", name="edition_age"),
        migrations.AddField(
            model_name="edition",
            name="reviewed_at",
            field=models.DateTimeField(
                null=True,
                help_text="When it was last published as a whole: a small correction does not renew it.",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        # PostgreSQL alters no table while foreign keys wait to be checked.
        migrations.RunSQL(
            "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED", migrations.RunSQL.noop
        ),
        migrations.AlterField(
            model_name="edition",
            name="reviewed_at",
            field=models.DateTimeField(
                help_text="When it was last published as a whole: a small correction does not renew it."
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("review_due_on__isnull", True)),
                fields=["live_until", "urgency", "reviewed_at"],
                name="edition_age",
            ),
        ),
    ]
