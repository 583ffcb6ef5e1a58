// Blocks that are put in ready to be written over: the words that stand for the editor's own are selected.
// Those with several parts have a form instead (block-forms.js).

export const NOTE = filled("::: note {How we know}\nWrite the remark here.\n:::");
export const UNKNOWN = filled("::: unknown\n- {What nobody has found out yet}\n:::");
export const PULL = filled("::: pull\n{A line worth reading twice.}\n:::");
export const QUOTATION = filled("> {Words of somebody else}");

// The part in braces is what gets selected.
function filled(pattern) {
  const start = pattern.indexOf("{");
  const end = pattern.indexOf("}") - 1;
  return { text: pattern.replace(/[{}]/g, ""), select: [start, end] };
}
