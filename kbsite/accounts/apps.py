from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "kbsite.accounts"
    label = "accounts"
    verbose_name = "Logins"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kbsite.accounts import signals, system_checks  # noqa: F401  # they register themselves
