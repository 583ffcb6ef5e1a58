"""The library of pictures that editors keep."""
