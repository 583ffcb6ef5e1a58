"""What `make run` does once Python's packages are there: set the site up, serve it, clear up after it.

`__main__` is the order of things, `steps` the set-up, `children` its processes and signals.
"""

import sys

# Before anything else is imported: older Pythons stumble over the code below, not over this line.
if sys.version_info < (3, 11):  # noqa: UP036 - the point is to be read by an older Python
    sys.exit(f"Scratchpost needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
