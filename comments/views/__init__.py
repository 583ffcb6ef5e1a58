"""The pages to which readers' forms are sent, and their private pages."""
