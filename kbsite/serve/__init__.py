"""What `make run` does after installing the packages: set the site up, serve it, and clean up.

`__main__` runs the whole, `steps` is the set-up, and `children` handles processes and signals.
"""

import sys

# Checked before other modules are imported, because an older Python would fail on their syntax.
if sys.version_info < (3, 11):  # noqa: UP036 - an older Python has to run this line
    sys.exit(f"Scratchpost needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
