// Selects the line of the text that a link names: …/change/?line=12#id_body. Without it the
// link still leads to the field, and the finding says which line.

// Long lines wrap, so a copy of the field measures the height of the text above.
function heightAbove(textarea, text) {
  const style = getComputedStyle(textarea);
  const copy = document.createElement("div");
  for (const name of ["font", "letterSpacing", "lineHeight", "tabSize", "overflowWrap", "wordBreak"]) {
    copy.style[name] = style[name];
  }
  const padding = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
  copy.style.width = `${textarea.clientWidth - padding}px`;
  copy.style.position = "absolute";
  copy.style.visibility = "hidden";
  copy.style.whiteSpace = "pre-wrap";
  copy.textContent = text;
  document.body.append(copy);
  const { height } = copy.getBoundingClientRect();
  copy.remove();
  return height;
}

function selectLine(textarea, number) {
  const lines = textarea.value.split("\n");
  const above = lines.slice(0, number - 1).map((line) => `${line}\n`).join("");
  textarea.focus();
  textarea.setSelectionRange(above.length, above.length + lines[number - 1].length);
  textarea.scrollTop = Math.max(0, heightAbove(textarea, above) - textarea.clientHeight / 3);
}

const field = document.getElementById(location.hash.slice(1));
const number = Number(new URLSearchParams(location.search).get("line"));
if (field instanceof HTMLTextAreaElement && Number.isInteger(number) && number > 0) {
  selectLine(field, Math.min(number, field.value.split("\n").length));
}
