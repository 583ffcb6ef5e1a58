"""Lists of pages: their order, their filters, and the pages they are divided into."""
