"""How the people of the desk are called: by their full name, or by that of their login without one."""

from typing import Any

from django.utils.text import capfirst

# A deleted login leaves an empty place where only logins act.
GONE = "somebody whose login is gone"
# Commands of the operator leave an empty place too, and nothing tells the two apart.
OPERATOR_OR_GONE = f"the operator or {GONE}"


def name_of(user: Any, *, otherwise: str = GONE) -> str:
    """Return the name that colleagues know; `otherwise` where `user` is None, because the login is gone."""
    return (user.get_full_name() or user.get_username()) if user else otherwise


def name_of_actor(user: Any, *, begins: bool = False) -> str:
    """Return the name of who did what a command of the operator also does; `begins` opens a sentence."""
    return name_of(user, otherwise=capfirst(OPERATOR_OR_GONE) if begins else OPERATOR_OR_GONE)
