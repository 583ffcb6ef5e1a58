"""How dates and times look to editors; Django looks here before it looks at its own formats."""
