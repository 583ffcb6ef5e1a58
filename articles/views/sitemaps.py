"""The sitemap: an index, and the files that it names, each with a part of the site's addresses.

Django's own views would write the host of the request. These use SITE_URL.
"""

from types import SimpleNamespace
from typing import Any

from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from articles.machines.site_address import absolute, site_root
from articles.machines.sitemap import SECTIONS, pictures_of
from articles.views.caching import public_page

XML = "application/xml; charset=utf-8"


@public_page
def index(request: HttpRequest) -> HttpResponse:
    files = []
    for name, section in SECTIONS.items():
        sitemap, url = section(), absolute(request, reverse("sitemap_section", args=[name]))
        paginator, lastmod = sitemap.paginator, sitemap.get_latest_lastmod()
        # The format forbids a file without an address.
        pages = paginator.num_pages if paginator.count else 0
        files += [(url if page == 1 else f"{url}?p={page}", lastmod) for page in range(1, pages + 1)]
    return render(request, "sitemaps/index.xml", {"files": files}, content_type=XML)


@public_page
def section(request: HttpRequest, section: str) -> HttpResponse:
    if section not in SECTIONS:
        raise Http404
    protocol, _, domain = site_root(request).partition("://")
    # Django asks for a Site, of which it reads the domain only, and django.contrib.sites is not installed.
    site: Any = SimpleNamespace(domain=domain)
    try:
        urls = SECTIONS[section]().get_urls(request.GET.get("p", 1), site=site, protocol=protocol)
    except InvalidPage as error:
        raise Http404 from error
    for url in urls:
        url["pictures"] = pictures_of(request, url["item"])
    return render(request, "sitemaps/section.xml", {"urls": urls}, content_type=XML)
