"""The database that comes with the site: PostgreSQL from a wheel, started when it is first needed.

`base` is Django's way in, `cluster` one embedded server, `__main__` the operator's command line.
"""
