"""manage.py refresh_order"""

from articles.listings.stored_keys import refresh_order
from articles.management.refreshing import RefreshCommand


class Command(RefreshCommand):
    help = (
        "Work out again how published pages, and the words that they explain, are sorted from A to Z. "
        "Publishing does this for each page. Run it after the rule of the order changed."
    )
    rule = ("articles.listings.alphabet",)
    made = "Pages with another place in the A to Z"

    def refresh(self) -> int:
        return refresh_order()
