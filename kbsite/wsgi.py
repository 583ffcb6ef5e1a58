"""The WSGI application that every server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kbsite.settings")

django = get_wsgi_application()

from kbsite.entry import WsgiEntry  # noqa: E402  # it reads the settings

application = WsgiEntry(django)
