// Word and some keyboards write a no-break space behind the mark of a heading, an item or a block, where
// Markdown knows only the plain one. The server mends it too (articles/rendering/parser.py). Pure.

const MARK_BEFORE_NO_BREAK = /^([ \t>]*(?:#{1,6}|[-*+]|\d{1,9}[.)]|:{3,}))\u00a0+/gm;

export const mended = (text) => text.replace(MARK_BEFORE_NO_BREAK, "$1 ");
