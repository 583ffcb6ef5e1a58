"""The check of the external addresses that articles name: `manage.py check_links`.

`named` collects the addresses, `checking` goes through all of them, `asking` requests one
through `network`, `records` stores the results, `report` prints them, and `evidence` tells readers.
"""
