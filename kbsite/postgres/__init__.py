"""The embedded database: PostgreSQL from a wheel, which starts when it is first needed.

`base` is Django's database backend, `cluster` is one embedded server, and `__main__` is the
operator's command line.
"""
