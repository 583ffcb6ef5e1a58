"""What to stop at: the second side of a `do-dont`."""

from articles.rendering.blocks.do import Do


class Dont(Do):
    name = "dont"
    example = "::: dont Stop if you see\n- A head turned away\n:::"
    classes = {"section": {"dont"}}


BLOCK = Dont()
