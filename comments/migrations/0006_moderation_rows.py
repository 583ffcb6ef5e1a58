"""Write addresses in small letters. Give moderators the log, reports and phrases, editors the low ratings."""

from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.models.functions import Lower

MODERATOR = [
    "view_decision",
    "view_report",
    *(f"{verb}_spamphrase" for verb in ("add", "change", "view", "delete")),
]
GROUPS = {"moderator": MODERATOR, "editor": ["view_lowrating"]}


def grant(apps, schema_editor):
    config = apps.get_app_config("comments")
    # Django makes permissions after all migrations, but this one needs them now.
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in GROUPS.items():
        found = Permission.objects.filter(content_type__app_label="comments", codename__in=codenames)
        Group.objects.get_or_create(name=name)[0].permissions.add(*found)


def write_addresses_small(apps, schema_editor):
    comments = apps.get_model("comments", "Comment").objects.exclude(email=Lower("email"))
    comments.update(email=Lower("email"))


class Migration(migrations.Migration):
    dependencies = [("comments", "0005_moderation")]

    operations = [
        # With many comments this takes longer than the limit for requests allows.
        migrations.RunSQL("SET LOCAL statement_timeout = 0", migrations.RunSQL.noop),
        migrations.RunPython(write_addresses_small, migrations.RunPython.noop),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
