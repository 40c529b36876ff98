/** Random requests of attackers, broken clients and old libraries: real signatures, mutated and recombined. */
import type { SignedCookies, SignedPolicy, ViewerRequest } from "../../signer";
import type { Random } from "./random";

/** The parts of requests. */
export interface Material {
  readonly host: string;
  /** Signed URLs. */
  readonly signed: readonly string[];
  /** Policies for a folder. */
  readonly policies: readonly SignedPolicy[];
  readonly cookies: readonly SignedCookies[];
}

const paths = [
  ..."/ /premium/a /premium/b.pdf /premium/../secure/x /premium/..%2fsecure/x /secure/x /open/a //premium//a".split(
    " ",
  ),
  ..."/%70remium/a /premium%2Fa /Premium/a /premium;a /premium/%2e%2e/secure/x /premium/\\a /premium/* /?".split(
    " ",
  ),
];
const names = [
  "Expires",
  "Policy",
  "Signature",
  "Key-Pair-Id",
  "Hash-Algorithm",
  "x",
  "expires",
  "%45xpires",
  "",
  "Expires%00",
];
const values = [
  "",
  "1",
  "1767290400",
  "99999999999999999999",
  "-1",
  "SHA1",
  "SHA256",
  "sha256",
  "%",
  "%zz",
  "%7E",
  "~~~~",
  "AA",
  "___",
  "=",
  "é",
  "\u0000",
  "*",
  "?",
];
const hosts = [":443", ":80", ".", "X"];
const odd = [
  "\u0000",
  "\n",
  " ",
  "#",
  "?",
  "&",
  "=",
  "%",
  "%00",
  ";",
  "\\",
  "\u00ff",
  "\u0100",
  "/",
  "..",
  "_",
  "~",
  "-",
  "A",
];

function mutate(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  switch (random.below(5)) {
    case 0:
      return text.slice(0, at) + random.pick(odd) + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(at + 1 + random.below(4));
    case 2:
      return (
        text.slice(0, at) +
        String.fromCharCode((text.charCodeAt(at) || 65) ^ (1 << random.below(8))) +
        text.slice(at + 1)
      );
    case 3:
      return text.slice(0, at);
    default: {
      const from = random.below(text.length + 1);
      return text.slice(0, at) + text.slice(from, from + random.below(40)) + text.slice(at);
    }
  }
}

function randomQuery(random: Random): string {
  const count = random.below(6);
  return Array.from(
    { length: count },
    () => `${random.pick(names)}${random.once(8) ? "" : "="}${random.pick(values)}`,
  ).join("&");
}

function queryOf(signed: string): string {
  return signed.slice(signed.indexOf("?") + 1);
}

function target(material: Material, random: Random): string {
  const path = random.pick(paths);
  switch (random.below(6)) {
    case 0:
      return `${path}?${randomQuery(random)}`;
    case 1:
      return `${path}?${random.pick(material.policies).query}`;
    case 2:
      return `${path}?${queryOf(random.pick(material.signed))}`;
    case 3:
      return `${path}?${randomQuery(random)}&${queryOf(random.pick(material.signed))}`;
    case 4:
      return path;
    default: {
      const signed = random.pick(material.signed);
      return signed.slice(signed.indexOf("/", "https://".length));
    }
  }
}

function cookie(material: Material, random: Random): string | undefined {
  if (random.once(2)) {
    return undefined;
  }
  const pairs = Object.entries(random.pick(material.cookies).values).map(
    ([name, value]) => `${name}=${value}`,
  );
  if (random.once(3)) {
    pairs.splice(random.below(pairs.length), 1);
  }
  if (random.once(3)) {
    pairs.push(`CloudFront-${random.pick(names)}=${random.pick(values)}`);
  }
  return pairs.join(random.pick(["; ", ";", ";;", ", "]));
}

/** Creates a random request. */
export function randomRequest(material: Material, random: Random): ViewerRequest {
  let path = target(material, random);
  let header = cookie(material, random);
  for (let changes = random.below(3); changes > 0; changes -= 1) {
    path = mutate(path, random);
    header = header !== undefined && random.once(2) ? mutate(header, random) : header;
  }
  return {
    method: random.pick(["GET", "POST", "HEAD", "get", ""]),
    scheme: random.once(10) ? "http" : "https",
    host: random.once(10) ? material.host + random.pick(hosts) : material.host,
    target: path,
    cookie: header,
    httpVersion: random.pick(["1.1", "1.0", "2.0", "x"]),
  };
}
