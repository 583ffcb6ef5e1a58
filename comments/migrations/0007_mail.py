"""Keep recipients as keyed hashes, and note when a writer was told of a reply."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0006_moderation_rows")]

    operations = [
        migrations.RenameField("recipient", "address", "address_hash"),
        migrations.AlterField("recipient", "address_hash", models.CharField(max_length=64, unique=True)),
        migrations.AddField(
            "comment", "told_at", models.DateTimeField(blank=True, editable=False, null=True)
        ),
        migrations.AddField("digestclock", "waiting", models.PositiveIntegerField(default=0)),
    ]
