"""How text becomes HTML: markdown-it-py, then nh3, once, when an edition is published.

`render()` is the only function that makes HTML of a text. It asks Lookups for what the text
refers to, and never touches the database itself. `blocks/` has a file for each ::: block.
"""

from articles.rendering.block import WrittenBlock
from articles.rendering.lookups import ArticleLink, Lookups
from articles.rendering.passages import Figure, Passage
from articles.rendering.problems import Problem
from articles.rendering.render import MAX_CHARACTERS, Rendered, render

__all__ = [
    "MAX_CHARACTERS",
    "ArticleLink",
    "Figure",
    "Lookups",
    "Passage",
    "Problem",
    "Rendered",
    "WrittenBlock",
    "render",
]
