"""Let vets and editors keep the words that may mean danger."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

KEEPERS = [f"{verb}_dangerphrase" for verb in ("add", "change", "view", "delete")]
GROUPS = {"editor": KEEPERS, "vet": KEEPERS}


def grant(apps, schema_editor):
    config = apps.get_app_config("articles")
    # Django makes permissions after all migrations, but this one needs them now.
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in GROUPS.items():
        found = Permission.objects.filter(content_type__app_label="articles", codename__in=codenames)
        Group.objects.get_or_create(name=name)[0].permissions.add(*found)


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_dangers")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
