"""The editors' library of pictures: bringing pictures in, changing and deleting them, their uses."""
