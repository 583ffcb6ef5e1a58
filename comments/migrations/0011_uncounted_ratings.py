"""A second reader behind one connection keeps their stars, uncounted; wider networks are recognised."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0010_report_networks")]

    operations = [
        migrations.AddField(
            "comment",
            "uncounted_rating",
            models.PositiveSmallIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            "comment",
            "reader_site_hash",
            models.CharField(blank=True, db_default="", editable=False, max_length=64),
        ),
        migrations.AddField(
            "comment",
            "reader_network_hash",
            models.CharField(blank=True, db_default="", editable=False, max_length=64),
        ),
    ]
