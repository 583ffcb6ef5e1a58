// The link of a search's result tells which question led here (?found=12.3). Whoever keeps or
// passes on the address means the page, so it is taken away once it has been told.

const address = new URL(location.href);
if (address.searchParams.has("found")) {
  address.searchParams.delete("found");
  history.replaceState(history.state, "", address);
}
