// The address still shows the page that was asked for. Hand its path to the sign-in page, so that the visitor
// returns to it; leave the query out, which may carry a signature.
const link = document.getElementById("sign-in");
link.href = `${link.getAttribute("href")}?return=${encodeURIComponent(location.pathname)}`;
