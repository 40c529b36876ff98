/** Vectors of requests: which credentials, which key, which behavior, which protocol. */
import { B, T } from "../support/asking";
import { cannedPairs, cookie } from "../support/handMade";
import { ec, elsewhere, rsa } from "../support/keys";
import { canned, http, image, type Row } from "./making";

const plainCookies = cookie(cannedPairs(image, T));
const openThenImages = {
  behaviors: [
    { pathPattern: "images/*" },
    { pathPattern: "images/private/*", trustedKeys: { [rsa.id]: rsa.publicPem } },
    { pathPattern: "*" },
  ],
};
const onlyPrivate = {
  behaviors: [{ pathPattern: "/private/*", trustedKeys: { [rsa.id]: rsa.publicPem } }, { pathPattern: "*" }],
};
const onlyJpg = {
  behaviors: [{ pathPattern: "*.jpg", trustedKeys: { [rsa.id]: rsa.publicPem } }, { pathPattern: "*" }],
};
export const redirecting = {
  behaviors: [
    {
      pathPattern: "*",
      viewerProtocolPolicy: "redirect-to-https",
      trustedKeys: { [rsa.id]: rsa.publicPem },
    } as const,
  ],
};
export const httpsOnly = {
  behaviors: [
    {
      pathPattern: "*",
      viewerProtocolPolicy: "https-only",
      trustedKeys: { [rsa.id]: rsa.publicPem },
    } as const,
  ],
};

export const requestVectors: readonly Row[] = [
  [37, "no key id in the URL", `${image}?Expires=${T}&Signature=AAAA`, {}, "deny MissingKey"],
  [
    37,
    "an empty key id in the URL",
    `${image}?Expires=${T}&Signature=AAAA&Key-Pair-Id=`,
    {},
    "deny MissingKey",
  ],
  [
    37,
    "no key id in the cookies",
    image,
    { cookie: `CloudFront-Expires=${T}; CloudFront-Signature=AAAA` },
    "deny MissingKey",
  ],
  [37, "nothing at all", image, {}, "deny MissingKey"],
  [
    38,
    "a key nobody knows",
    `${image}?${canned(image, T).replace(rsa.id, "KUNKNOWN")}`,
    {},
    "deny InvalidKey",
  ],
  [
    38,
    "a key of another behavior",
    `${image}?${canned(image, T, { key: elsewhere })}`,
    {},
    "deny InvalidKey",
  ],
  [
    39,
    "an Expires of the application's own",
    `${image}?Expires=5`,
    { cookie: plainCookies },
    "deny MissingKey",
  ],
  [
    40,
    "good cookies, bad URL",
    `${image}?${canned(`${B}/x`, T)}`,
    { cookie: plainCookies },
    "deny AccessDenied",
  ],
  [
    41,
    "good URL, bad cookies",
    `${image}?${canned(image, T)}`,
    { cookie: "CloudFront-Policy=junk; CloudFront-Signature=%%" },
    "allow Allowed",
  ],
  [
    42,
    "cookie names in lower case",
    image,
    { cookie: plainCookies.replaceAll("CloudFront-", "cloudfront-") },
    "deny MissingKey",
  ],
  [
    42,
    "one cookie name in lower case",
    image,
    { cookie: plainCookies.replace("CloudFront-Signature", "cloudfront-signature") },
    "deny unknown",
  ],
  [43, "canned cookies for another URL", `${B}/b.jpg`, { cookie: plainCookies }, "deny AccessDenied"],
  [
    44,
    "canned cookies over a wildcard",
    `${B}/img/a.jpg`,
    { cookie: cookie(cannedPairs(`${B}/img/*`, T)) },
    "deny AccessDenied",
  ],
  [
    49,
    "a public behavior first",
    `${B}/images/private/x`,
    { distribution: openThenImages },
    "allow NotRestricted",
  ],
  [
    50,
    "dot segments out of the folder",
    `${B}/private/../public/a`,
    { distribution: onlyPrivate },
    "allow NotRestricted",
  ],
  [50, "a doubled slash", `${B}//private/a`, { distribution: onlyPrivate }, "deny MissingKey"],
  [51, "another case", `${B}/LOGO.JPG`, { distribution: onlyJpg }, "allow NotRestricted"],
  [51, "the extension in the query", `${B}/a.png?x=.jpg`, { distribution: onlyJpg }, "allow NotRestricted"],
  [
    54,
    "http where https is wanted: the order is open",
    `${http(image)}?${canned(image, T)}`,
    { distribution: redirecting },
    "unknown RedirectToHttps",
  ],
  [
    55,
    "POST over http",
    `${http(image)}?${canned(http(image), T)}`,
    { method: "POST", distribution: redirecting },
    "deny RedirectToHttps",
  ],
  [
    55,
    "http where only https is taken",
    `${http(image)}?${canned(http(image), T)}`,
    { distribution: httpsOnly },
    "deny HttpsOnly",
  ],
  [
    67,
    "a key that was removed",
    `${image}?${canned(image, T)}`,
    { distribution: { behaviors: [{ pathPattern: "*", trustedKeys: { [ec.id]: ec.publicPem } }] } },
    "deny InvalidKey",
  ],
];
