from django.urls import path

from comments import mail_views, private_views, reader_views, views

urlpatterns = [
    path("comments/<int:pk>/", reader_views.permalink, name="comment"),
    path("comments/<int:pk>/reply/", views.reply, name="comment_reply"),
    path("comments/<int:pk>/helpful/", reader_views.helpful, name="comment_helpful"),
    path("comments/<int:pk>/report/", reader_views.report, name="comment_report"),
    path("articles/<slug:slug>/comments/", views.comments, name="comments"),
    path("articles/<slug:slug>/comments/reported/", reader_views.reported, name="comment_reported"),
    path("articles/<slug:slug>/comments/deleted/", private_views.deleted, name="comment_deleted"),
    path("articles/<slug:slug>/comments/<str:token>/", private_views.thanks, name="comment_thanks"),
    path(
        "articles/<slug:slug>/comments/<str:token>/download/", private_views.download, name="comment_download"
    ),
    path("articles/<slug:slug>/comments/<str:token>/edit/", private_views.edit, name="comment_edit"),
    path("articles/<slug:slug>/comments/<str:token>/delete/", private_views.delete, name="comment_delete"),
    path("mail/confirm/<str:token>/", mail_views.confirm, name="mail_confirm"),
    path("mail/stop/<str:token>/", mail_views.stop, name="mail_stop"),
]
