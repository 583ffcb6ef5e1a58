// The link of a search result names the question that led here (?found=12.3). This script removes
// it from the address once the server has read it, because bookmarks and shared links should
// contain only the page's own address.

const address = new URL(location.href);
if (address.searchParams.has("found")) {
  address.searchParams.delete("found");
  history.replaceState(history.state, "", address);
}
