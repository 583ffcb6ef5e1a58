"""What a reader sends: posted, answered, changed, and taken back."""
