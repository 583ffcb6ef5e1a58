// For browsers without popovers: pressing an explained word leads to its meaning below the text.

if (!("popover" in HTMLElement.prototype)) {
  document.addEventListener("click", (event) => {
    const target = event.target.closest("[popovertarget]")?.getAttribute("popovertarget");
    if (target) location.hash = target.replace("term-", "meaning-");
  });
}
