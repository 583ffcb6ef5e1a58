// Pasted HTML as a document of its own that runs nothing and loads nothing, without what is no part of the
// words: scripts, hidden text, menus, forms. Notes and pictures that are left out are counted.

const DROPPED = [
  ..."script,style,noscript,template,iframe,object,embed,svg,math,canvas,video,audio,head,title,meta,link".split(","),
  ..."button,input,select,textarea,form,nav,dialog,[hidden],del,rp,rt".split(","),
  // Read out only: the words stand on the page in another form as well.
  ..."[class~=sr-only],[class~=visually-hidden],[class~=screen-reader-text],[class~=u-visually-hidden]".split(","),
  // Wikipedia's own tools.
  ..."[class~=mw-editsection],[class~=noprint],[class~=navbox],[class~=hatnote],[class~=mw-empty-elt],[class~=mw-jump-link]".split(","),
  ..."[class~=ambox],[class~=catlinks],[class~=sistersitebox],[class~=mbox-small]".split(","),
  "[role=navigation],[role=search],.printfooter",
  // What word processors print on each page.
  "div[type=footer i],div[type=header i],div[title=footer],div[title=header],sdfield",
  // Word's comments, and the words that its fields are made of.
  "[class~=msocomanchor],[class~=MsoCommentReference],[class~=msocomtxt]",
].join(",");
// Names and numbers of people, below a letter and above the one that it answers.
const SIGNATURES = [
  "[class~=gmail_signature],[class~=gmail_signature_prefix],[class~=moz-signature],[data-smartmail=gmail_signature]",
  "[class~=gmail_attr],[class~=moz-cite-prefix],[class~=yahoo_quoted_header]",
  "#Signature,[id$=_Signature],#ms-outlook-mobile-signature,#AppleMailSignature,[class~=protonmail_signature_block]",
  "#divRplyFwdMsg,[id$=_divRplyFwdMsg]",
].join(",");
const OUTLOOK_HEADER = /^\s*From:.{1,200}\b(?:Sent|Date):.{1,400}\bSubject:/is;
// What newspapers and shops put between the paragraphs, by the words of its classes.
const BESIDE = new RegExp(
  `(?:^|[-_\\s])(?:${[
    "ads?|advert(?:s|isements?|ising)?|sponsor(?:ed|s)?|taboola|outbrain|promos?|paywall|cookies?|consent|subscribe",
    "share|sharing|social|newsletter|sign-?up|related|rich-?link|recommend(?:ed|ations?)?|read-?more|most-?read|trending",
    "breadcrumbs?|topics|tags|kicker|comments?|comment-?count|up-?next",
  ].join("|")})(?:$|[-_\\s])`,
  "i",
);
const LONGEST_BESIDE = 800;
const LABEL = /^\W*(?:advertisement|advertising|anzeige|sponsored|story continues below advertisement|read more|share(?: this)?)\W*$/i;
const NOTES = [
  "[data-style*='mso-element:footnote']",
  "[data-style*='mso-element:endnote']",
  "[id^=sdfootnote]:is(div,section)",
  "[id^=sdendnote]:is(div,section)",
  "ol.references,div.reflist,.mw-references-wrap",
].join(",");
const NOTE_LINK = /(?:#|%23)_?(?:ftn|e[d]n|cite|sdfootnote|sdendnote|fn|footnote|note|ref)[\w:.-]*$/i;
const HIDDEN = /display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden|mso-element:\s*(?:comment|field-)/i;
const CHECKBOX = "[role=checkbox],[aria-roledescription*=checkbox]";

export function pastedBody(html, told) {
  const { body } = new DOMParser().parseFromString(quiet(html), "text/html");
  for (const element of body.querySelectorAll(DROPPED)) element.remove();
  for (const element of body.querySelectorAll("[data-style]")) {
    if (HIDDEN.test(element.dataset.style)) element.remove();
  }
  for (const element of body.querySelectorAll(NOTES)) {
    told.notesLeftOut += 1;
    element.remove();
  }
  dropLetters(body, told);
  dropBeside(body, told);
  dropPictures(body, told);
  dropNoteMarks(body, told);
  return body;
}

function dropLetters(body, told) {
  for (const element of body.querySelectorAll(SIGNATURES)) drop(element, told, "signaturesLeftOut");
  for (const element of body.querySelectorAll("div,p")) {
    const isHeader = element.isConnected && element.textContent.length < 1_000 && OUTLOOK_HEADER.test(element.textContent);
    if (isHeader && !element.querySelector("div,table,ul,ol")) drop(element, told, "signaturesLeftOut");
  }
}

// Never what holds the text itself, whatever its class is called.
function dropBeside(body, told) {
  const most = Math.min(LONGEST_BESIDE, body.textContent.length / 2);
  for (const element of body.querySelectorAll("div,aside,section,ul,ol,p,span,footer")) {
    if (!element.isConnected) continue;
    const words = element.textContent.trim();
    const isBeside = element.tagName === "ASIDE" || BESIDE.test(`${element.className} ${element.id}`);
    if (words.length > most || !(LABEL.test(words) || (isBeside && !element.querySelector("h1,blockquote,table")))) continue;
    if (words) drop(element, told, "partsLeftOut");
    else element.remove();
  }
}

function drop(element, told, name) {
  if (!element.isConnected) return;
  if (element.textContent.trim().replace(/^-+$/, "")) told[name] += 1;
  element.remove();
}

// A caption says nothing without its picture.
function dropPictures(body, told) {
  for (const image of body.querySelectorAll("img,picture > source,v\\:shape,o\\:p > img")) {
    if (!image.isConnected || image.tagName === "SOURCE") continue;
    if (isSeen(image)) told.picturesLeftOut += 1;
    const figure = image.closest("figure,[class~=thumbinner],[class~=wp-caption]");
    (figure && !figure.querySelector("table,pre,blockquote") ? figure : image).remove();
  }
}

// Not the dots with which pages count their readers, nor the boxes of a list of tasks.
function isSeen(image) {
  const [width, height] = [image.getAttribute("width"), image.getAttribute("height")];
  return width !== "1" && height !== "1" && !image.matches(CHECKBOX) && !image.closest(CHECKBOX);
}

function dropNoteMarks(body, told) {
  for (const anchor of body.querySelectorAll("a[href]")) {
    const words = anchor.textContent.trim();
    if (!NOTE_LINK.test(anchor.getAttribute("href")) || !/^[[(]?\s*(?:\d{1,3}|[a-z]{1,4}|[*†‡§]|note \d+)\s*[\])]?$/i.test(words)) continue;
    told.notesLeftOut += 1;
    const mark = anchor.closest("sup");
    (mark && mark.textContent.trim().length <= words.length + 2 ? mark : anchor).remove();
  }
  // A raised number behind a full stop is one that somebody typed; behind a letter it may be a unit's.
  for (const mark of body.querySelectorAll("sup")) {
    if (!/^\d{1,3}$/.test(mark.textContent.trim()) || !/[.,;:!?”’"]$/.test(textBefore(mark))) continue;
    told.notesLeftOut += 1;
    mark.remove();
  }
  for (const mark of body.querySelectorAll("sup[class~=reference],sup[class~=Inline-Template]")) {
    told.notesLeftOut += 1;
    mark.remove();
  }
}

const textBefore = (element) => (element.previousSibling?.textContent ?? "").slice(-1);

// The Content-Security-Policy would speak up about each style and handler, though none is ever applied or
// run. Word writes Windows' line ends into the middle of sentences.
function quiet(html) {
  return withoutStyles(html)
    .replace(/\r\n?/g, "\n")
    .replace(/<!\[(?:if|endif)[^\]]*\]>/gi, "")
    .replace(/<(?:base|meta|link)\b[^<>]*>/gi, "")
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/([\s"'/])(style|on\w+)(?=\s*=)/gi, "$1data-$2"));
}

// From each "<style" to its end. Searching step by step takes the same time for hostile text.
function withoutStyles(html) {
  const lower = html.toLowerCase();
  const kept = [];
  let at = 0;
  for (let start = lower.indexOf("<style"); start >= 0; start = lower.indexOf("<style", at)) {
    kept.push(html.slice(at, start));
    const end = lower.indexOf("</style", start);
    if (end < 0) return kept.join("");
    at = end + "</style>".length;
  }
  return kept.join("") + html.slice(at);
}
