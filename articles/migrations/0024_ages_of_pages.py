"""An index for when pages are due that no vet signed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0023_contribution_rows")]

    operations = [
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                condition=models.Q(("review_due_on__isnull", True)),
                fields=["live_until", "urgency", "live_from"],
                name="edition_age",
            ),
        ),
    ]
