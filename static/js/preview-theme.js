// Shows the page in a frame in the light or the dark theme, whatever the device prefers.
// The page's stylesheet asks the device by (prefers-color-scheme). This script changes those
// conditions, so that readers' pages need no code for it.

const ASKED = /prefers-color-scheme:\s*(light|dark)/;

// For each frame, its document and the conditions in it that ask for a theme.
const known = new WeakMap();

function* conditionsIn(rules) {
  for (const rule of rules) {
    const [, theme] = ASKED.exec(rule.media?.mediaText ?? "") ?? [];
    if (theme) yield { media: rule.media, theme };
    yield* conditionsIn(rule.styleSheet?.cssRules ?? rule.cssRules ?? []);
  }
}

function conditionsOf(frame) {
  const page = frame.contentDocument;
  if (known.get(frame)?.page !== page) {
    const sheets = [...page.styleSheets];
    known.set(frame, { page, conditions: sheets.flatMap((sheet) => [...conditionsIn(sheet.cssRules)]) });
  }
  return known.get(frame).conditions;
}

export function showTheme(frame, theme) {
  // Some browsers pass the frame's scheme on to its page, which is then right from the start.
  frame.style.colorScheme = theme;
  const page = frame.contentDocument;
  if (page?.readyState !== "complete") return;
  page.documentElement.style.colorScheme = theme;
  for (const asked of conditionsOf(frame)) asked.media.mediaText = asked.theme === theme ? "all" : "not all";
}
