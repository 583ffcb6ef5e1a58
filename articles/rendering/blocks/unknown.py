"""What nobody has found out yet."""

from articles.rendering.blocks.note import Note


class Unknown(Note):
    name = "unknown"
    example = "::: unknown\n- Whether dogs like it\n:::"
    classes = {"aside": {"unknown"}, "p": {"unknown-title"}}
    # Without a title, what is not known could be taken for an answer.
    label = "What we don’t know"


BLOCK = Unknown()
