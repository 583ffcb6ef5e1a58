from django.urls import path

from comments import private_views, views

urlpatterns = [
    path("articles/<slug:slug>/comments/", views.comments, name="comments"),
    path("articles/<slug:slug>/comments/deleted/", private_views.deleted, name="comment_deleted"),
    path("articles/<slug:slug>/comments/<str:token>/", private_views.thanks, name="comment_thanks"),
    path(
        "articles/<slug:slug>/comments/<str:token>/download/", private_views.download, name="comment_download"
    ),
    path("articles/<slug:slug>/comments/<str:token>/delete/", private_views.delete, name="comment_delete"),
]
