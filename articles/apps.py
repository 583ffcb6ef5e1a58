from importlib import import_module

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self) -> None:
        # At the turn of the last app, whatever the order of apps, the permissions of all of them exist.
        *_, last = (config for config in apps.get_app_configs() if config.models_module)
        post_migrate.connect(import_module("articles.roles").sync_groups, sender=last)
