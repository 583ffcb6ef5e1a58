"""A few stored questions, of danger and everyday."""

ASKED = "dog swallowed a sock\npuppy swallowed a stone\ncat swallowed a needle\nswallowed my ring help"
EVERYDAY = (
    "!best puppy food\n!dog sock size\n!stone floor for cats\n!wedding ring dog tag\n!help my dog pulls"
)
STORED = f"{ASKED}\n{EVERYDAY}"
