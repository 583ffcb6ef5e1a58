"""The formats that can be read: each module has NAME, NAMELESS and read().

- `NAME`: the system's own name.
- `NAMELESS`: what the system shows where a comment has no name.
- `read(file)`: the comments of a file, one at a time. Raises Unreadable.
"""

from types import ModuleType

from comments.exchange.formats import disqus, isso, own, remark42, wordpress

FORMATS: dict[str, ModuleType] = {
    "disqus": disqus,
    "wordpress": wordpress,
    "isso": isso,
    "remark42": remark42,
    "json": own,
}
