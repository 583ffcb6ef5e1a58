"""A person who looked or resolved has a time; a remark stands in a field; DOIs are found in any case."""

from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0027_reviews_of_pages"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="reference",
            index=models.Index(
                Upper("doi"), condition=models.Q(("doi", ""), _negated=True), name="reference_by_any_doi"
            ),
        ),
        migrations.AddConstraint(
            model_name="remark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("place__in", ("title", "standfirst", "answer", "key_points", "description", "body"))
                ),
                name="remark_place_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="remark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("resolved_by", None), models.Q(("resolved_at", None), _negated=True), _connector="OR"
                ),
                name="remark_resolver_has_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="secondlook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("looked_by", None), models.Q(("looked_at", None), _negated=True), _connector="OR"
                ),
                name="second_look_has_a_time",
            ),
        ),
    ]
