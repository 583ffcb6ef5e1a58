"""How good the search is: questions of owners, the page that answers each, and four ways to look for it.

`make search-quality` scores both halves of our own questions; docs/search.md tells how to score others.
`tune.csv` is there to work with. `unseen.csv` is looked at only when the work is done.
"""
