"""How the host of a web address is shown, so that nobody takes it for another one.

The rules are those of browsers, https://chromium.googlesource.com/chromium/src/+/main/docs/idn.md: a
name in one script stays as it is. A name that mixes scripts is shown in Punycode (“xn--…”), and so is
one of another script whose letters all pass for Latin ones.
"""

import re

import idna
import regex

LONGEST = 253
# The host of an address, or of an e-mail address, with what stands before it.
_HOST = re.compile(r"((?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/?#@]*@)?)([^/?#:@]+)", re.IGNORECASE)

# Letters that European and Vietnamese names use; others of Unicode's Latin ones, as “ɡ”, pass for these.
_LATIN = r"a-z0-9\-\u00df-\u00f6\u00f8-\u017e\u01a1\u01b0\u0219\u021b\u1ea0-\u1ef9"
# Scripts that living languages are written in (UAX #31, table 5), without those that follow here.
_SCRIPTS = (
    "Arabic Armenian Bengali Cyrillic Devanagari Ethiopic Georgian Greek Gujarati Gurmukhi Hebrew Kannada"
    " Khmer Lao Malayalam Myanmar Oriya Sinhala Tamil Telugu Thaana Thai Tibetan"
)
# Han stands beside others in Japanese, Korean and Chinese, and all three beside Latin letters.
_TOGETHER = (
    r"\p{Han}\p{Hiragana}\p{Katakana}ー・",
    r"\p{Han}\p{Hangul}",
    r"\p{Han}\p{Bopomofo}",
)
_ONE_SCRIPT = regex.compile(
    "|".join(
        [
            f"[{_LATIN}]+",
            *(rf"[\p{{Script_Extensions={script}}}0-9\-]+" for script in _SCRIPTS.split()),
            *(rf"[{scripts}a-z0-9\-]+" for scripts in _TOGETHER),
        ]
    )
)
# Cyrillic, Greek and Armenian letters that look like Latin ones.
_ALL_PASS_FOR_LATIN = re.compile(r"[асԁеһіјӏорԗԛѕԝхуъьҽпгѵѡ0-9-]+|[αικνρυωηοτγς0-9-]+|[ագզէլհյոսւօ0-9-]+")


class NoHost(ValueError):
    """The host cannot exist."""


def shown_address(address: str) -> str:
    """The address with its host as shown_host() has it. Raises NoHost."""
    found = _HOST.match(address)
    return found[1] + shown_host(found[2]) + address[found.end() :] if found else address


def shown_host(host: str) -> str:
    """Raises NoHost."""
    if host.isascii():
        return host
    if len(host) > LONGEST:
        raise NoHost(host)
    try:
        labels = idna.encode(host, uts46=True).decode().split(".")
        top = idna.decode(labels[-1])
        return ".".join(_shown_label(label, top) for label in labels)
    except UnicodeError as error:
        raise NoHost(host) from error


def _shown_label(label: str, top: str) -> str:
    """`top` is the last label, as “com”: under one of the same script, no name passes for a Latin one."""
    letters = idna.decode(label)
    passes = bool(_ALL_PASS_FOR_LATIN.fullmatch(letters)) and not letters.isascii() and top.isascii()
    return letters if _ONE_SCRIPT.fullmatch(letters) and not passes else label
