"""Words in a text that may mean danger to an animal now.

They decide whether a reader sees the emergency card, and which comments moderators read first.
They never diagnose, and they never keep anybody from posting. When in doubt, they count: a needless
card costs a reader a glance, a missing one may cost an animal its life.
"""

from articles.search.dangers.finding import Danger, dangers_in, species_named
from articles.search.dangers.rules import Rules, current

__all__ = ["Danger", "Rules", "current", "dangers_in", "species_named"]
