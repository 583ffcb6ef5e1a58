"""Tables become stacked records on a phone, so each cell carries the name of its column."""

from markdown_it.token import Token

from articles.rendering.inlines import plain_text

ALIGNMENTS = {"text-align:right": "align-right", "text-align:center": "align-center"}


def prepare_tables(tokens: list[Token]) -> None:
    """Name the column in each cell, make alignment a class, and make row headers under an empty corner."""
    columns: list[str] = []
    column = 0
    for index, token in enumerate(tokens):
        if token.type == "table_open":
            columns = []
            token.attrJoin("class", "table")
        elif token.type == "tr_open":
            column = 0
        elif token.type in {"th_open", "td_open"}:
            _align(token)
            if token.type == "th_open":
                columns.append(plain_text(tokens[index + 1]))
                token.attrs["scope"] = "col"
            else:
                _prepare_cell(tokens, index, columns, column)
            column += 1


def _align(token: Token) -> None:
    # The parser writes style=, which the Content-Security-Policy forbids.
    alignment = ALIGNMENTS.get(str(token.attrs.pop("style", "")))
    if alignment:
        token.attrJoin("class", alignment)


def _prepare_cell(tokens: list[Token], index: int, columns: list[str], column: int) -> None:
    opening, closing = tokens[index], tokens[index + 2]
    if column == 0 and columns and not columns[0]:
        opening.tag = closing.tag = "th"
        opening.attrs["scope"] = "row"
    elif column < len(columns) and columns[column]:
        opening.attrs["data-label"] = columns[column]


def drop_empty_corner(tokens: list[Token]) -> None:
    """Make a plain cell of an empty column header, which says nothing to a screen reader."""
    for index, token in enumerate(tokens):
        if token.type == "th_open" and not plain_text(tokens[index + 1]):
            token.tag = tokens[index + 2].tag = "td"
            token.attrs.pop("scope", None)
