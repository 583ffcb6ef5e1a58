"""Blocks: how a moderator sets and lifts them, and how a blocked writer is refused.

A writer is refused in plain words. Everything else that is blocked is taken and put aside for a
moderator (spam/checks/blocked.py), because other people may share the network or the words.
"""

from comments.blocks.refusing import WriterBlocked, refuse_blocked_writer
from comments.blocks.setting import (
    BlockRefused,
    NewBlock,
    NotSure,
    Wanted,
    lift,
    set_block,
    why_no_network,
    why_no_writer,
)
from comments.blocks.trial import Trial

__all__ = [
    "BlockRefused",
    "NewBlock",
    "NotSure",
    "Trial",
    "Wanted",
    "WriterBlocked",
    "lift",
    "refuse_blocked_writer",
    "set_block",
    "why_no_network",
    "why_no_writer",
]
