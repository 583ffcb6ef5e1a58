"""The addresses of readers' forms and of their private pages."""
