// On readers' pages, for somebody of the desk: what they may do with this page, and an answer to each
// comment. menus.js fetches this only in a browser in which they have opened the desk (desk/marker.js).

const MARKER = "scratchpost-desk";
const OFFER = new URL("../../../edit/offer/", import.meta.url);

// Without the query: the answers of a check stand there, and what was searched.
OFFER.searchParams.set("url", location.pathname + location.hash);

function link({ label, href }, name) {
  const a = document.createElement("a");
  a.className = name;
  a.href = href;
  a.textContent = label;
  return a;
}

async function dress({ href }) {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = href;
  document.head.append(style);
  await new Promise((done) => {
    style.onload = style.onerror = done;
  });
}

// After the link that skips the header, so that the keyboard comes to it early.
function show(links) {
  const bar = document.createElement("nav");
  bar.className = "edit-links";
  bar.setAttribute("aria-label", "For the desk");
  bar.append(...links.map((one) => link(one, "edit-link")));
  bar.firstElementChild.accessKey = "e";
  const skip = document.querySelector(".skip-link");
  if (skip) skip.after(bar);
  else document.body.prepend(bar);
}

function offerAnswers(pattern) {
  for (const comment of document.querySelectorAll("article.comment[id^=comment-]")) {
    const href = pattern.replace("/0/", `/${comment.id.slice("comment-".length)}/`);
    const name = comment.querySelector(".comment-name bdi")?.textContent ?? "";
    const answer = link({ label: "Answer", href }, "edit-answer");
    answer.setAttribute("aria-label", `Answer ${name} at the desk`);
    const actions = comment.querySelector(".comment-actions");
    // Two ways to say the same would stand side by side; ours carries the badge, so it stays.
    actions?.querySelector("a[href*='/reply/']")?.remove();
    actions?.append(answer);
  }
}

async function run() {
  const response = await fetch(OFFER, { cache: "no-store" });
  if (!response.ok) return;
  const { is_in, links, answering, style } = await response.json();
  if (!is_in) {
    localStorage.removeItem(MARKER);
    return;
  }
  await dress(style);
  show(links);
  if (answering) offerAnswers(answering.href);
}

// A page without the links is as good as before.
run().catch(() => {});
