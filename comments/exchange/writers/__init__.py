"""The formats that can be written. Each writer takes an open file and pages with their comments."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from comments.exchange.writers import disqus, own, remark42, wordpress
from comments.exchange.writers.outgoing import OutgoingPage

WRITERS: dict[str, Callable[[BinaryIO, Iterator[OutgoingPage]], None]] = {
    "json": own.write,
    "wordpress": wordpress.write,
    "disqus": disqus.write,
    "remark42": remark42.write,
}
