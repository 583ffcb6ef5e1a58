"""The database holds that the signature under an edition is one under its article."""

from django.core.management import CommandError
from django.db import migrations

OUT_OF_PLACE = """
SELECT edition.id FROM articles_edition edition JOIN articles_signoff sign_off ON sign_off.id = edition.sign_off_id
WHERE sign_off.article_id <> edition.article_id
ORDER BY edition.id
"""
HOLD = [
    "ALTER TABLE articles_signoff ADD CONSTRAINT sign_off_in_article UNIQUE (id, article_id)",
    """
    ALTER TABLE articles_edition
        ADD CONSTRAINT edition_sign_off_is_of_its_article FOREIGN KEY (sign_off_id, article_id)
            REFERENCES articles_signoff (id, article_id) DEFERRABLE INITIALLY DEFERRED
    """,
]
LET_GO = [
    "ALTER TABLE articles_edition DROP CONSTRAINT edition_sign_off_is_of_its_article",
    "ALTER TABLE articles_signoff DROP CONSTRAINT sign_off_in_article",
]


def stop_if_out_of_place(apps, schema_editor):
    """The site never wrote such rows, and readers are told of a signature: only a person can decide."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(OUT_OF_PLACE)
        numbers = [str(number) for (number,) in cursor.fetchall()]
    if numbers:
        raise CommandError(
            "The update stopped and changed nothing: these rows of articles_edition carry a signature that "
            f"was given to another article: {', '.join(numbers)}. Correct their sign_off_id and "
            "signature, or make both NULL, and start again."
        )


class Migration(migrations.Migration):
    dependencies = [("articles", "0013_applied_rules")]

    operations = [
        # With many editions this takes longer than the limit for requests allows.
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        migrations.RunPython(stop_if_out_of_place, migrations.RunPython.noop),
        migrations.RunSQL(HOLD, LET_GO),
    ]
