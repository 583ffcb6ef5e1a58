"""The way from a page that readers see to the desk: /edit/, and the links that a page offers its editors.

Readers' pages are the same for everybody and know no session. So a script on them asks here, and only
in a browser in which somebody has opened the desk (static/js/edit-links/).
"""
