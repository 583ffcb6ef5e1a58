"""Comments from other systems, and comments for other systems: files in, files out.

formats/ reads each system's file into the records of record.py, one module for each system;
writers/ does the reverse. addresses.py finds the article of an old address, placing.py puts replies
under their comment, importing.py stores everything or nothing.
"""
