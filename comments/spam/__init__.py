"""What speaks against a comment: how words are compared, and what past decisions taught."""
