"""Which pages readers may comment on and rate; templates/comments/_section.html is where they do."""

from articles.models.article import Kind

# A breed file is a sheet of facts, and takes none.
KINDS_WITH_COMMENTS = (Kind.ARTICLE,)
