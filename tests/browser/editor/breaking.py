"""Whether the coloured copy breaks the lines of a text where the field does, in any browser."""

# What browsers break in ways of their own.
LINES = [
    "## A heading that is long enough to break on a phone, is it not?",
    "",
    *["Some **bold words**, *slanted ones*, [a link](https://example.org/a-long-address), `code`. " * 4] * 2,
    "A claim.[^smith2020] And another—with dashes–of two kinds, hy-phens, 1,000.5 and/or \u201cquotes\u201d. "
    * 3,
    "supercalifragilistic" * 12,
    "**supercalifragilistic" * 6 + "**",
    "https://example.org/" + "a-long/path?with=many&parts=of.it/" * 6,
    "Tabs\tstand\there\tand\tthere\t" * 6,
    "\tA line that begins with a tab and goes on for some time, so that it breaks at least once or twice.",
    "No\u00a0break\u00a0spaces\u00a0hold\u00a0words\u00a0together\u202fhere. " * 5,
    "Two  blanks   and    more     stand      between       these        words. " * 3,
    "Trailing blanks go over the edge." + " " * 150,
    "Trailing blanks, " * 9 + " " * 40 + "then a word",
    "Emoji 🐈 🐕‍🦺 👩🏽‍⚕️ 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇬🇧 stand in words: " * 4,
    "🐈🐕‍🦺👩🏽‍⚕️" * 30,
    "漢字かな交じり文は、どこでも改行できるが、「約物」は行頭に来ない。" * 5,
    "漢字**太字の漢字**と*斜体*、[リンク](https://example.org/)。" * 6,
    "한국어는 띄어쓰기가 있다. 그러나 낱말 안에서도 줄이 바뀐다. " * 4,
    "ภาษาไทยไม่มีช่องว่างระหว่างคำดังนั้นเบราว์เซอร์จึงต้องตัดคำเอง" * 3,
    "עברית נכתבת מימין לשמאל, עם English באמצע ועוד 123 מספרים. " * 4,
    "Soft\u00adhyphens\u00adin\u00ada\u00advery\u00adlong\u00adword" * 6,
    "Zero\u200bwidth\u200bblanks\u200band\u2060joiners" * 8,
    "e\u0301a\u0308o\u0302 combined, ﬁ and ﬂ ligatures, AVAVAV To Ty kerned " * 5,
    "- An item of a list that is long enough to break on every screen, and so it is broken somewhere here",
    "  1. One within it, with its number, that is long enough to break too, as one may see at this width",
    "> A quotation with **bold** words that goes on and on until it reaches the edge of the field at last",
    "| A | table | with `code` | and **bold** | and [links](https://example.org/) | " * 3,
    "::: care now Phone a vet who is open at this hour, and set off while somebody else holds the animal",
    "- A sign that goes on for more than one line of the field, so that the block is tinted over two lines",
    ":::",
    "![A picture's words that are long, with a bracket](picture:some-key-of-a-picture-that-is-long-as-well)",
    "```",
    "code(that, never, ends, and, has, no, marks, in_it) + **not bold** + more_code(that, never, ends, here)",
    "```",
    " " * 30,
]
TEXT = "\n".join(LINES)
COPY = "return document.querySelector('[data-markdown-editor]').dataset.copy"
# The words that end on another row of the copy than of a field with the same line. Lines are broken from
# their beginning, so a field that holds a line up to the end of a word has as many rows as come before it.
DIFFERENT = r"""() => {
  const probe = document.querySelector(".text-probe");
  const mirror = document.querySelector(".mirror");
  const style = getComputedStyle(mirror);
  const rowHeight = parseFloat(style.lineHeight);
  const padding = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
  const rowsOf = (height) => Math.round(height / rowHeight);
  const rowsInField = (text) => {
    probe.value = text;
    return rowsOf(probe.scrollHeight - padding);
  };
  const pointAt = (row, at) => {
    const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(), left = at; node; node = walker.nextNode()) {
      if (left < node.length) return [node, left];
      left -= node.length;
    }
  };
  const rowInCopy = (row, at) => {
    const range = document.createRange();
    const [node, offset] = pointAt(row, at);
    range.setStart(node, offset);
    range.setEnd(node, offset + 1);
    const rect = [...range.getClientRects()].at(-1);
    return rowsOf((rect.top + rect.bottom) / 2 - row.getBoundingClientRect().top + rowHeight / 2);
  };
  const found = [];
  for (const [number, line] of document.querySelector("#id_body").value.split("\n").entries()) {
    const row = mirror.children[number];
    if (rowsInField(line) !== rowsOf(row.getBoundingClientRect().height)) found.push(line.slice(0, 30));
    // A last letter of its own: some browsers shape a word as a whole.
    for (const word of line.matchAll(/[A-Za-z]{2,}(?=[,.]? )/g)) {
      const end = word.index + word[0].length;
      const [here, there] = [rowInCopy(row, end - 1), rowsInField(line.slice(0, end + 1).trimEnd())];
      if (here !== there) found.push(`${line.slice(0, end)} | ${here} and ${there}`);
    }
  }
  probe.value = "";
  return found;
}"""
