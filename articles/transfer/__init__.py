"""Articles in and out of files: Markdown with front matter, and the lists beside them."""

from articles.transfer.importing import import_folder
from articles.transfer.report import FileProblem, Report

__all__ = ["FileProblem", "Report", "import_folder"]
