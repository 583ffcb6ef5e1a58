"""Checks of doses and other figures that no source supports."""

import re
from collections.abc import Iterator

from articles.checks.finding import Finding, warns
from articles.checks.sentences import split
from articles.composing.compose import Composition

# Only figures in these are checked: headings name things, and a pull quote repeats the text.
KINDS = {"paragraph", "item", "cell"}
MAX_NAMED = 4

DIGITS = r"(?:\d+(?:[.,]\d+)*[¼½¾]?|[¼½¾])"
RANGE = rf"{DIGITS}(?:\s?(?:[-–—]|to|or)\s?{DIGITS})?"
UNIT = (
    r"(?:(?:mg|mcg|µg|μg|g|kg|ml|dl|cl|l|mm|cm|m|km|iu|kcal|kj|bpm)(?:/\w+)?(?!\w)|%|°(?:\s?[cf]\b)?"
    r"|(?:per\s?cent|degrees?|(?:kilo|milli|micro)?grams?|(?:milli)?lit(?:re|er)s?"
    r"|tablets?|drops?|capsules?|(?:tea|table)spoons?|times"
    r"|seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b)"
)
NUMERAL = "half|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|fifty"
DOSE = r"mg|mcg|ml|milligrams?|millilit(?:re|er)s?|tablets?|drops?|capsules?|(?:tea|table)spoons?|per\s?cent"
FIGURE = re.compile(
    # The 12 of B12, the 3 of omega-3 and the 1 of 1st are parts of names, so they do not match.
    rf"(?<![\w.,/:-]){RANGE}(?:\s?-?{UNIT}|(?!\w))"
    # Spelled out, only a dose is a claim: nobody counts "five minutes" by the clock.
    rf"|\b(?:{NUMERAL})(?:\s(?:to|or)\s\w+|\san?)?\s(?:{DOSE})\b",
    re.IGNORECASE,
)
NO_CLAIM = re.compile(
    # a number that names, and measures nothing: step 3, part 1 of 2
    r"\b(?:step|part|figure|page|chapter|line|number|no\.|type|stage|grade)\s"
    rf"{RANGE}(?:\sof\s{DIGITS})?"
    # 1 of 2, but not 3 of 5 dogs
    rf"|(?<![\w.,]){DIGITS}\s(?:of|out\sof)\s{DIGITS}(?!\s*[\w%°])"
    # a year, or from one to another; not 2000 ml
    rf"|\b(?:1[5-9]|20)\d\d(?:\s?(?:[-–—]|to|or)\s?(?:1[5-9]|20)\d\d)?\b(?![.,]\d|\s?-?{UNIT})"
    # no claims: 24/7, 14:30 and the numbers of telephones
    r"|\b\d+[/:]\d+\b|\+?\b\d[\d ]{6,}\d\b",
    re.IGNORECASE,
)


def check_figures(composition: Composition) -> Iterator[Finding]:
    """Report each sentence with figures if its paragraph, list item or table row has no citation."""
    for passage in composition.rendered.passages:
        if passage.is_cited or passage.kind not in KINDS:
            continue
        for sentence in split(passage):
            if figures := figures_in(sentence.text):
                what = "Figures" if len(figures) > 1 else "A figure"
                named = [*figures[:MAX_NAMED], *["…"][: len(figures) - MAX_NAMED]]
                yield warns("body", f"{what} without a citation: {', '.join(named)}", line=sentence.line)


def figures_in(words: str) -> list[str]:
    """Return the figures that claim something, each with its unit."""
    claims = NO_CLAIM.sub("_", words)
    return [match.group() for match in FIGURE.finditer(claims)]
