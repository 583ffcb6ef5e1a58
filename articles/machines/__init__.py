"""Pages as machines read them: search engines, feed readers, previews of links, language models.

All of it is made from what an edition stores; nothing reads a working copy.
"""
