"""Signs that a comment is spam: how text is compared, and what moderators' decisions taught."""
