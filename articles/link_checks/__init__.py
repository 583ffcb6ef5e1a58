"""Whether the addresses elsewhere that articles name still answer: `manage.py check_links`.

`named` gathers them, `checking` goes through them, `asking` asks one of them by way of
`network`, `records` keeps what was found, `report` prints it,
and `evidence` tells readers of it.
"""
