"""How long a key takes in a long text: `make typing`. Not a test, for it measures time."""
