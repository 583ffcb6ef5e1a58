"""What takes long to make, and is made once for all processes and runs of the tests."""
