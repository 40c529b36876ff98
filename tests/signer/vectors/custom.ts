/** Vectors of custom policies: dates, addresses, Resources, grammar. */
import { B, T } from "../support/asking";
import { policy } from "../support/handMade";
import { rsa } from "../support/keys";
import { custom, http, image, type Row, sized, until } from "./making";

const doc = "https://www.example.com";
export const crlf = JSON.stringify(until(image), null, 3).replaceAll("\n", "\r\n");
const zip = custom(until(`${B}/*game_download.zip*`));

export const customVectors: readonly Row[] = [
  [
    14,
    "before the start",
    `${image}?${custom(until(image, { starts: T - 100 }))}`,
    { now: T - 101 },
    "deny AccessDenied",
  ],
  [
    14,
    "at the start",
    `${image}?${custom(until(image, { starts: T - 100 }))}`,
    { now: T - 100 },
    "deny AccessDenied",
  ],
  [
    14,
    "after the start",
    `${image}?${custom(until(image, { starts: T - 100 }))}`,
    { now: T - 99 },
    "allow Allowed",
  ],
  [
    15,
    "last address of the block",
    `${image}?${custom(until(image, { ip: "192.0.2.0/24" }))}`,
    { ip: "192.0.2.255" },
    "allow Allowed",
  ],
  [
    15,
    "first address after the block",
    `${image}?${custom(until(image, { ip: "192.0.2.0/24" }))}`,
    { ip: "192.0.3.0" },
    "deny AccessDenied",
  ],
  [
    16,
    "an IPv6 viewer",
    `${image}?${custom(until(image, { ip: "192.0.2.10/32" }))}`,
    { ip: "2001:db8::1" },
    "deny AccessDenied",
  ],
  [
    17,
    "a list of blocks",
    `${image}?${custom(until(image, { ip: ["192.0.2.0/24", "198.51.100.0/24"] }))}`,
    {},
    "deny MalformedPolicy",
  ],
  [18, "wildcards on both sides", `${B}/example_game_download.zip?license=yes&${zip}`, {}, "allow Allowed"],
  [18, "wildcards across folders", `${B}/a/b/my_game_download.zip123?${zip}`, {}, "allow Allowed"],
  [18, "wildcards that match nothing", `${B}/game_download.zip?${zip}`, {}, "allow Allowed"],
  [
    19,
    "a wildcard for nothing",
    `${doc}/helloworld?${custom(until(`${doc}/hello*world`))}`,
    {},
    "allow Allowed",
  ],
  [
    19,
    "a wildcard for one",
    `${doc}/hello-world?${custom(until(`${doc}/hello*world`))}`,
    {},
    "allow Allowed",
  ],
  [
    20,
    "a wildcard stops at the query",
    `${doc}/hello?world&${custom(until(`${doc}/hello*world`))}`,
    {},
    "deny AccessDenied",
  ],
  [
    21,
    "a trailing wildcard takes the query",
    `http://example.com/hello?a=1&${custom(until("http://example.com/hello*"))}`,
    {},
    "allow Allowed",
  ],
  [
    22,
    "a trailing wildcard of the host takes all",
    `http://example.com/a/b?c=d&${custom(until("http://example.com*"))}`,
    {},
    "allow Allowed",
  ],
  [
    23,
    "no scheme: the root",
    `http://www.example.com/?${custom(until("*example.com"))}`,
    {},
    "allow Allowed",
  ],
  [
    23,
    "no scheme: nothing but the root",
    `http://www.example.com/x?${custom(until("*example.com"))}`,
    {},
    "deny AccessDenied",
  ],
  [24, "Resource *", `${B}/a/b?x=1&${custom(until("*"))}`, {}, "allow Allowed"],
  [24, "no Resource", `${B}/a/b?x=1&${custom(until(undefined))}`, {}, "allow Allowed"],
  [25, "https alone, over http", `${http(image)}?${custom(until("https://*"))}`, {}, "deny AccessDenied"],
  [
    26,
    "signed for http, asked over https",
    `${image}?${custom(until(http(image)))}`,
    {},
    "deny AccessDenied",
  ],
  [
    26,
    "signed for https, asked over http",
    `${http(image)}?${custom(until(image))}`,
    {},
    "deny AccessDenied",
  ],
  [
    27,
    "signed for the alternate name",
    `${image}?${custom(until(`${doc}/image.jpg`))}`,
    {},
    "deny AccessDenied",
  ],
  [
    28,
    "an escaped query delimiter",
    `${sized}&${custom(until(`${image}\\?size=large`))}`,
    {},
    "unknown unknown",
  ],
  [29, "a plain query delimiter", `${sized}&${custom(until(sized))}`, {}, "allow Allowed"],
  [30, "? as a wildcard", `${B}/file1.zip?${custom(until(`${B}/file?.zip`))}`, {}, "unknown unknown"],
  [
    31,
    "a query that the Resource has not",
    `${B}/a.jpg?x=1&${custom(until(`${B}/a.jpg`))}`,
    {},
    "deny AccessDenied",
  ],
  [
    32,
    "two statements",
    `${image}?${custom({ Statement: [...two(), ...two()] })}`,
    {},
    "deny MalformedPolicy",
  ],
  [
    33,
    "a statement without its array",
    `${image}?${custom({ Statement: two()[0] })}`,
    {},
    "unknown MalformedPolicy",
  ],
  [
    34,
    "no DateLessThan",
    `${image}?${custom(policy({ resource: image, starts: T - 100 }))}`,
    {},
    "deny MalformedPolicy",
  ],
  [
    35,
    "a quoted time",
    `${image}?${custom(policy({ resource: image, expires: String(T) }))}`,
    {},
    "deny MalformedPolicy",
  ],
  [36, "a policy that is no JSON", `${image}?${custom("not json")}`, {}, "deny MalformedPolicy"],
  [
    36,
    "a signature that is no base64",
    `${image}?Expires=${T}&Signature=***&Key-Pair-Id=${rsa.id}`,
    {},
    "deny MalformedSignature",
  ],
  [45, "Policy and Expires in one URL", `${image}?Expires=${T}&${custom(until(image))}`, {}, "allow Allowed"],
  [64, "a policy with white space", `${image}?${custom(crlf)}`, {}, "allow Allowed"],
];

function two(): unknown[] {
  return (until(image) as { Statement: unknown[] }).Statement;
}
