"""How comments are posted, answered, changed and taken back."""
