from importlib import import_module

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    name = "articles"

    def ready(self) -> None:
        import_module("articles.system_checks")
        # Models are ready only now, and the table of rights imports them.
        from articles.roles import sync_groups

        # Django creates permissions app by app. When the last app is done, those of all apps exist,
        # whatever their order in INSTALLED_APPS.
        *_, last = (config for config in apps.get_app_configs() if config.models_module)
        post_migrate.connect(sync_groups, sender=last)
