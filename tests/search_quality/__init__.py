"""How good the search is: owners' questions, the page that answers each, and five ways to search for it.

`make search-quality` scores both halves of our own questions; docs/search.md tells how to score others.
`tune.csv` is there to work with. `unseen.csv` is looked at only when the work is done.
"""
