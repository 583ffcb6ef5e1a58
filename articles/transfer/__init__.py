"""Articles in and out of files: Markdown with front matter, and the lists beside them."""

from articles.transfer.exporting import Export, NoSuchArticle, export_folder
from articles.transfer.importing import import_folder
from articles.transfer.report import FileProblem, ImportReport
from articles.transfer.staging import NotEmpty

__all__ = [
    "Export",
    "FileProblem",
    "ImportReport",
    "NoSuchArticle",
    "NotEmpty",
    "export_folder",
    "import_folder",
]
