"""References while somebody writes: their keys, and what can be found out about a source."""
