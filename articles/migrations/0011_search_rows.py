"""Let editors and vets keep owners' words and see what readers look for. Give species their other names."""

from django.contrib.auth.management import create_permissions
from django.db import migrations


def every(model):
    return [f"{verb}_{model}" for verb in ("add", "change", "view", "delete")]


GROUPS = {
    "author": ["view_synonym", "view_searchcount"],
    "editor": [
        *(*every("synonym"), *every("relatedchoice")),
        *("view_searchcount", "delete_searchcount"),
    ],
    "vet": [*every("synonym"), "view_searchcount"],
}

# These names stood in the code before. Sites that have these species get them here; a new site reads
# them from a file.
OTHER_NAMES = {
    "dogs": (
        *("doggy", "doggys", "doggie", "doggies", "doggo", "doggos", "pup", "pups", "puppy", "puppys"),
        *("puppies", "pupper", "pooch", "mutt", "hound", "canine", "terrier", "collie", "collies"),
        *("poodle", "pug", "pugs", "chihuahua", "alsatian", "german shepherd", "rottweiler", "greyhound"),
        *("whippet", "corgi", "staffie", "cockapoo", "labradoodle"),
    ),
    "cats": (
        *("kitten", "kittens", "kitty", "kittys", "kitties", "puss", "pussycat", "moggy", "moggie"),
        *("moggies", "mog", "tomcat", "feline", "tabby", "tortie", "ragdoll"),
    ),
    "rabbits": ("bunny", "bunnys", "bunnies", "bun", "buns"),
    "birds": (
        *("parrot", "parrots", "budgie", "budgies", "budgerigar", "cockatiel", "cockatiels", "tiel"),
        *("cockatoo", "cockatoos", "parakeet", "parakeets", "canary", "canaries", "macaw", "conure"),
        *("lovebird", "african grey", "birdie"),
    ),
    "small-pets": (
        *("guinea pig", "guinea pigs", "guineapig", "guineapigs", "guinea", "guineas", "cavy", "cavies"),
        *("piggie", "piggies", "piggy", "piggys", "hamster", "hamsters", "gerbil", "gerbils", "chinchilla"),
        *("chinchillas", "degu", "rodent"),
    ),
}


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


def name_species(apps, schema_editor):
    Species = apps.get_model("articles", "Species")
    for slug, names in OTHER_NAMES.items():
        Species.objects.filter(slug=slug, other_names="").update(other_names="\n".join(names))


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_search")]

    operations = [
        migrations.RunPython(grant, migrations.RunPython.noop),
        migrations.RunPython(name_species, migrations.RunPython.noop),
    ]
