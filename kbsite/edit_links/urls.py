from django.urls import path

from kbsite.edit_links import views

urlpatterns = [
    path("edit/", views.edit, name="edit"),
    path("edit/offer/", views.offer, name="edit_offer"),
    path("edit/<path:page>", views.edit, name="edit_page"),
]
