"""Two people's forms of one article made one: what fits is taken, and what both changed is asked.

`beginnings` finds the text with which both began; `text`, `value` and `rows` merge one part of the
form each; `questions` holds what is asked, and `as_sent` keeps a person's own text in the history.
"""
