// The address still shows the page that was asked for. Hand its path on, so that the visitor returns to it, or asks for
// it; leave the query out, which may carry a signature.
for (const link of document.querySelectorAll("a[data-parameter]")) {
  link.href = `${link.getAttribute("href")}?${link.dataset.parameter}=${encodeURIComponent(location.pathname)}`;
}
const field = document.getElementById("path");
if (field !== null) {
  field.value = location.pathname;
}
