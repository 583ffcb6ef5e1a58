"""The look-up of references while somebody writes."""
