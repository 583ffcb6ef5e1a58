"""Telling the people of the desk what happened to their texts, by letters of the comments' outbox.

What happens is announced by the articles (articles/events.py), which know of no letters. Each person
who is to hear of it gets a row of Notice in the same transaction. When letters are sent, the notices of
each person become one letter, at most six an hour: what comes on top waits and is told in one.
"""
