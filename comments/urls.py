from django.urls import path

from comments.views import feeds, mail, photos, private, reading, writing

urlpatterns = [
    path("comments/feed/", feeds.site_feed, name="comment_feed"),
    path("comments/<int:pk>/", reading.permalink, name="comment"),
    path("comments/<int:pk>/reply/", writing.reply, name="comment_reply"),
    path("comments/<int:pk>/helpful/", reading.helpful, name="comment_helpful"),
    path("comments/<int:pk>/report/", reading.report, name="comment_report"),
    path("articles/<slug:slug>/comments/", writing.comments, name="comments"),
    path("articles/<slug:slug>/comments/feed/", feeds.article_feed, name="article_comment_feed"),
    path("articles/<slug:slug>/comments/reported/", reading.reported, name="comment_reported"),
    path("articles/<slug:slug>/comments/deleted/", private.deleted, name="comment_deleted"),
    path("articles/<slug:slug>/comments/<str:token>/", private.thanks, name="comment_thanks"),
    path("articles/<slug:slug>/comments/<str:token>/download/", private.download, name="comment_download"),
    path(
        "articles/<slug:slug>/comments/<str:token>/photo/<int:width>.webp",
        photos.own_photo,
        name="comment_own_photo",
    ),
    path("articles/<slug:slug>/comments/<str:token>/edit/", private.edit, name="comment_edit"),
    path("articles/<slug:slug>/comments/<str:token>/delete/", private.delete, name="comment_delete"),
    path("media/photos/<path:name>", photos.photo, name="photo"),
    path("mail/confirm/<str:token>/", mail.confirm, name="mail_confirm"),
    path("mail/moderators/<str:token>/", mail.choice, name="mail_choice"),
    path("mail/stop/<str:token>/", mail.stop, name="mail_stop"),
]
