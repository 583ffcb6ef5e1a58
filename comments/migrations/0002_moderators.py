"""Make the group that decides on comments."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

MODERATOR = ["view_comment", "change_comment", "delete_comment", "moderate_comment"]


def make_group(apps, schema_editor):
    config = apps.get_app_config("comments")
    # Django makes permissions after all migrations, but this one needs them now.
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    Permission = apps.get_model("auth", "Permission")
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name="moderator")
    group.permissions.add(
        *Permission.objects.filter(content_type__app_label="comments", codename__in=MODERATOR)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_group, migrations.RunPython.noop)]
