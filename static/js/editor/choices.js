// What the lists at the caret offer: the menu of blocks, references, articles and words of the glossary.

import { iconOf } from "./icon.js";

export function menuOf({ actions, careLevels }) {
  const option = (name, hint, icon, run, keywords = "", kind = "") => ({ name, hint, icon: iconOf(icon), run, keywords, kind });
  return [
    option("Heading", "A section, best as a question", "heading", () => actions.heading({ level: 2 }), "section title h2"),
    option("Smaller heading", "Within a section", "heading-small", () => actions.heading({ level: 3 }), "h3 subheading"),
    option("List", "With dots", "list", actions.list, "bullets items"),
    option("Numbered list", "Steps, in their order", "numbers", actions.numbers, "ordered steps 1"),
    option("Picture", "From the library or your device", "picture", actions.picture, "image photo drawing"),
    ...careLevels.map(({ level, word, title }) => {
      const words = `vet urgent ${level} ${level === "now" ? "emergency" : ""}`;
      return option(`Care card: ${word.toLowerCase()}`, title, "care", () => actions.care({ level }), words, `level-${level}`);
    }),
    option("Do and don’t", "Two lists side by side", "do-dont", actions["do-dont"], "should not"),
    option("Note", "A remark beside the text", "note", actions.note, "aside box"),
    option("Comparison", "This or that, line by line", "comparison", actions.comparison, "versus difference table"),
    option("Table", "Rows and columns", "table", actions.table, "grid figures"),
    option("What we don’t know", "Every article has one", "unknown", actions.unknown, "unknown open questions"),
    option("Pull quote", "A line worth reading twice", "quote", actions.pull, "pull"),
    option("Quotation", "Words of somebody else", "quote", actions.quotation, "quote blockquote"),
  ];
}

export const articleChoices = (articles) =>
  articles.map(({ slug, title, kind, is_live: isLive }) => ({
    name: title,
    hint: isLive ? kind : `${kind}, not published yet`,
    keywords: slug,
    text: `[${bare(title)}](article:${slug})`,
    inLink: `article:${slug}`,
  }));

export const termChoices = (terms) =>
  terms.map(({ slug, name, meaning }) => ({
    name,
    hint: meaning,
    text: `[${bare(name)}](term:${slug})`,
    inLink: `term:${slug}`,
  }));

export const referenceChoices = (references, addReference) => [
  ...references.map(({ key, authors, year, title }) => ({
    name: `${shortAuthors(authors) || title}${year ? ` (${year})` : ""}`,
    hint: authors ? title : "",
    keywords: `${key} ${authors}`,
    text: `[^${key}]`,
  })),
  { name: "Add a reference…", hint: "A source that is not listed yet", icon: iconOf("plus"), isLast: true, run: addReference },
];

// Brackets in a title would end the words of the link.
const bare = (words) => words.replace(/[[\]]/g, "\\$&");

function shortAuthors(authors) {
  const names = authors.split(", ");
  return names.length > 2 ? `${names[0]} and others` : names.join(" and ");
}
