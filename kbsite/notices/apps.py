from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "kbsite.notices"
    label = "notices"
    verbose_name = "Letters about texts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from comments.mail import errands
        from kbsite.notices import gathering, receiving, reminding

        receiving.connect()
        errands.add(reminding.remind_if_due)
        errands.add(gathering.queue_due)
