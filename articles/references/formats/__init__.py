"""The forms in which sources are copied: BibTeX, RIS, PubMed's own, and citations as they are printed."""
