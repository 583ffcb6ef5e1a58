"""The admin's door: who gets in, with which proofs, and for how long."""
