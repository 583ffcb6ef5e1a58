// An icon of the desk's sprite. Its address stands on the page ([data-icons]), because the names of static
// files have a hash.

const SVG = "http://www.w3.org/2000/svg";

export function iconOf(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${document.querySelector("[data-icons]").dataset.icons}#${name}`);
  svg.append(use);
  return svg;
}
