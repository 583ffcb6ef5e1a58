// The addresses of pasted links: without what only tracks readers, and ours as the text writes them. Pure.

const SAFE = /^(?:https?:|mailto:|tel:)/i;
const OWN_PAGE = /^\/(?:articles|breeds)\/([a-z0-9-]+)\/?$/;
const TRACKING = new RegExp(
  "^(?:utm_\\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ttclid|twclid|igshid|igsh|mc_[ce]id|" +
    "mkt_tok|_hs(?:enc|mi)|_g[al]|at_(?:medium|campaign|link|format|ptr)\\w*|ns_(?:mchannel|campaign|source)|cmp|" +
    "smid|ref_src|ref_url|spm|vero_\\w+|wt\\.?mc(?:_\\w+)?|cmpid|xtor|s_cid|ncid|partner|sh_kit)$",
  "i",
);
// Mail programs and search engines lead through a page of their own; the real address is in a parameter.
const WRAPPERS = [
  [/(?:^|\.)safelinks\.protection\.outlook\.com$/, "url"],
  [/^(?:www\.)?google\.[a-z.]+$/, "q", "/url"],
  [/^(?:lm?|www)\.facebook\.com$/, "u", "/l.php"],
];

// "" for an address that is no link here: javascript:, data:, or one that cannot be read.
export function cleanAddress(written, site) {
  const address = written.trim();
  if (!SAFE.test(address)) return "";
  if (!/^https?:/i.test(address)) return encoded(address);
  const url = parsed(address);
  if (!url) return "";
  const real = unwrapped(url);
  const own = real.origin === site && real.pathname.match(OWN_PAGE);
  if (own) return `article:${own[1]}${real.hash}`;
  const names = [...real.searchParams.keys()].filter((name) => TRACKING.test(name));
  for (const name of names) real.searchParams.delete(name);
  return encoded(real.href);
}

function parsed(address) {
  return URL.canParse(address) ? new URL(address) : null;
}

function unwrapped(url) {
  for (const [host, parameter, path] of WRAPPERS) {
    if (!host.test(url.hostname) || (path && url.pathname !== path)) continue;
    const inner = parsed(url.searchParams.get(parameter) ?? (path === "/url" ? url.searchParams.get("url") : "") ?? "");
    if (inner && /^https?:$/.test(inner.protocol)) return inner;
  }
  return url;
}

// What would end the link's brackets.
const encoded = (address) => address.replace(/[()\s<>]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, "0")}`);
