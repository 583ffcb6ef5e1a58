"""The first page of the desk: what waits for the person who opens it, and how the site is."""
