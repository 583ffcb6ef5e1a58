from django.urls import path

from kbsite.notices import views

urlpatterns = [path("mail/texts/<str:token>/", views.choice, name="text_letters")]
