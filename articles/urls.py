from django.urls import path

from articles.views import editor, media, pages, shared

urlpatterns = [
    path("", pages.home, name="home"),
    path("articles/<slug:slug>/", pages.article, name="article"),
    path("breeds/<slug:slug>/", pages.breed, name="breed"),
    path("categories/<slug:slug>/", pages.category, name="category"),
    path("species/<slug:slug>/", pages.species, name="species"),
    path("preview/<str:token>/", shared.preview, name="shared_preview"),
    path("media/<path:name>", media.serve_media, name="media"),
    # The two addresses django-markdownx asks for; its own views are never mounted.
    path("markdownx/markdownify/", editor.MarkdownifyView.as_view(), name="markdownx_markdownify"),
    path("markdownx/upload/", editor.ImageUploadView.as_view(), name="markdownx_upload"),
    path("markdownx/pictures/", editor.PicturesView.as_view(), name="markdownx_pictures"),
]
