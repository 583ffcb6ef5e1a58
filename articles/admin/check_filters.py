"""The filters of the list of 60-second checks; the editors' first page links to them."""

from articles.admin.filters import WorkFilter
from articles.publishing import check_lists


class CheckReadersFilter(WorkFilter):
    title = "readers"
    parameter_name = "readers"
    choices_offered = {
        "live": ("Live", check_lists.live),
        "changed": ("Live, an earlier text", check_lists.live_and_changed),
        "withdrawn": ("Withdrawn", check_lists.withdrawn),
        "never": ("Never published", check_lists.never_published),
    }


class CheckVetFilter(WorkFilter):
    title = "vet"
    parameter_name = "vet"
    choices_offered = {
        "unsigned": ("Live, in review or approved, not signed", check_lists.awaiting_signature),
        "live-unsigned": ("Live without a signature", check_lists.live_unsigned),
        "signed": ("Working copy signed", check_lists.working_copy_signed),
        "overdue": ("Review overdue", check_lists.review_overdue),
    }
