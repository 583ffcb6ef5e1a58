"""The admin's name and look; what it shows is registered by each app."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig


class ScratchpostAdminSite(AdminSite):
    site_header = "Scratchpost editors"
    site_title = "Scratchpost editors"
    index_title = "Articles, pictures and comments"
    site_url = "/"


class ScratchpostAdminConfig(AdminConfig):
    default_site = "kbsite.admin_site.ScratchpostAdminSite"
