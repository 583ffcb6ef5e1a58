"""DOIs, PubMed numbers and web addresses in a text that somebody pasted."""

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>{}|\\^`]+", re.IGNORECASE)
# What sites of publishers put behind a DOI in their addresses.
BEHIND_DOI = re.compile(
    r"(?:/(?:full|abstract|pdf|epdf|epub|html|fulltext|meta|pdfdirect|summary))+/?$|\.pdf$", re.IGNORECASE
)
PUBMED = "https://pubmed.ncbi.nlm.nih.gov/"
PUBMED_PLACES = re.compile(
    r"(?:pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/(?:\?term=)?|\bPMID:?\s{0,3})(\d{1,8})\b",
    re.IGNORECASE,
)
BARE_PUBMED = re.compile(r"\d{5,8}")
ADDRESS = re.compile(r"https?://[^\s\"<>]+|www\.[^\s\"<>]+\.[a-z][^\s\"<>]*", re.IGNORECASE)
TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gad_\w+|dclid|msclkid|mc_[ce]id|_ga|_gl|igshid|yclid|twclid|ttclid|_hs\w+|mkt_tok"
    r"|trk|ref_src|ref_url|cmpid|icid|ncid|s_cid|wt\.mc_id|spm|vero_id|__s|sharetoken|smid|campaign_id",
    re.IGNORECASE,
)
# Text fragments lead a browser to some words of the page.
TEXT_FRAGMENT = ":~:"
CLOSERS = {")": "(", "]": "[", "}": "{"}


def doi_in(text: str) -> str:
    """Return the first DOI of the text, "" without one. It may be in an address, also an encoded one."""
    for form in (text, unquote(text)):
        match = DOI.search(form)
        if match:
            in_address = bool(re.search(r"https?://\S*$", form[: match.start()]))
            return _trimmed(match[0], in_address=in_address)
    return ""


def _trimmed(doi: str, *, in_address: bool) -> str:
    if in_address:
        doi = re.split(r"[?#&]", doi, maxsplit=1)[0]
        doi = BEHIND_DOI.sub("", doi)
    return _without_end(doi)


def _without_end(text: str) -> str:
    """Without the punctuation of the sentence around it; a bracket stays where its partner does."""
    while text:
        last = text[-1]
        is_open = last in CLOSERS and text.count(CLOSERS[last]) < text.count(last)
        if last in ".,;:!'’”" or is_open:
            text = text[:-1]
        else:
            return text
    return ""


def pubmed_in(text: str) -> str:
    """Return the number of a PubMed record that the text names, or that is all of it."""
    match = PUBMED_PLACES.search(text)
    if match:
        return match[1].lstrip("0")
    return text.strip() if BARE_PUBMED.fullmatch(text.strip()) else ""


def address_in(text: str) -> str:
    """Return the first web address of the text without what only tracks its readers; "" without one."""
    match = ADDRESS.search(text)
    if not match:
        return ""
    found = _without_end(match[0])
    found = found if "://" in found else f"https://{found}"
    try:
        parts = urlsplit(found)
        if not parts.hostname or "." not in parts.hostname or parts.username is not None:
            return ""
    except ValueError:
        return ""
    fragment = parts.fragment.partition(TEXT_FRAGMENT)[0]
    path = parts.path or "/"
    host = parts.netloc.lower()
    return urlunsplit((parts.scheme.lower(), host, path, _without_tracking(parts.query), fragment))


def _without_tracking(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not TRACKING.fullmatch(name)]
    # Written anew only where something was dropped: some sites read their query letter by letter.
    return query if len(kept) == len(pairs) else urlencode(kept)
