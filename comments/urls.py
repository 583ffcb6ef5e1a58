from django.urls import path

from comments import views

urlpatterns = [
    path("articles/<slug:slug>/comments/", views.comments, name="comments"),
    path("articles/<slug:slug>/comments/<str:token>/", views.thanks, name="comment_thanks"),
]
