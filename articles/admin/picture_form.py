"""The form of a picture in the library, which two people may have open."""

from articles.admin.live_rows import LiveRowForm
from articles.pictures.forms import PictureForm


class LibraryPictureForm(LiveRowForm, PictureForm):
    """The key of a new picture is made from what it shows, as it is where pictures are brought in."""
