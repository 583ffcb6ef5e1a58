// What each line is, as class names: heading, part of which block, fence. Pure.

const OPEN = /^(:{3,})[ \t]*([a-z-]+)[ \t]*([a-z-]*)/;
const CLOSE = /^(:{3,})\s*$/;

export function lineKinds(lines) {
  const stack = [];
  let isCode = false;
  const kindOf = (line) => {
    // Most lines begin with a letter, and need no more than this.
    const first = line.charCodeAt(0);
    if (first === 96 && line.startsWith("```")) {
      isCode = !isCode;
      return "is-code";
    }
    if (isCode) return "is-code";
    const inside = stack.at(-1)?.kind ?? "";
    if (first === 58) return fenceKind(line, stack) ?? inside;
    const heading = first === 35 && line.match(/^(#{2,3})[ \t\u00a0]/);
    return heading ? `is-heading-${heading[1].length}${inside ? ` ${inside}` : ""}` : inside;
  };
  return lines.map(kindOf);
}

function fenceKind(line, stack) {
  const open = line.match(OPEN);
  if (open) {
    const [, colons, name, argument] = open;
    stack.push({ width: colons.length, kind: blockKind(name, argument) });
    return `is-fence is-first ${stack.at(-1).kind}`;
  }
  const close = line.match(CLOSE);
  if (!close || stack.length === 0) return null;
  const same = stack.findLastIndex(({ width }) => width === close[1].length);
  const at = same < 0 ? stack.length - 1 : same;
  const { kind } = stack[at];
  stack.length = at;
  return `is-fence is-last ${kind}`;
}

const blockKind = (name, argument) => (name === "care" ? `in-block in-care in-care-${argument}` : `in-block in-${name}`);
