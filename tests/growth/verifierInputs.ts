/** Requests and distributions of any size in one respect, which the verifier reads. */
import { explain, loadDistribution } from "../../signer/verify";
import { cannedPairs, cookie, customPairs, query } from "../signer/support/handMade";
import { ec } from "../signer/support/keys";
import { type Inputs, list, nested } from "./inputs";

const host = "members.example.com";
const end = 1767290400;
const making = { key: ec, hash: "sha256" } as const;
const restricted = { pathPattern: "*", trustedKeys: { [ec.id]: ec.publicPem } };
const usual = loadDistribution({ domainNames: [host], behaviors: [restricted] });

const asking =
  (target: string, cookies?: string, distribution = usual) =>
  () =>
    explain(
      { method: "GET", scheme: "https", host, target, cookie: cookies },
      distribution,
      end - 1,
      "192.0.2.1",
    );

const withPolicy = (text: string, target = "/x") => asking(target, cookie(customPairs(text, making)));

const until = (resource: string, more: object = {}): string =>
  JSON.stringify({
    Statement: [{ Resource: resource, Condition: { DateLessThan: { "AWS:EpochTime": end }, ...more } }],
  });

const behaviors = (size: number) => [...list(size, (at) => ({ pathPattern: `/path-${at}/*` })), restricted];

const at = `https://${host}/`;

/** What the verifier reads. */
export const verifierInputs: Inputs = Object.fromEntries(
  Object.entries<(size: number) => () => unknown>({
    behaviors: (size) =>
      asking("/x", undefined, loadDistribution({ domainNames: [host], behaviors: behaviors(size) })),
    "a distribution to load": (size) => () =>
      loadDistribution({
        domainNames: list(size, (index) => `${index}.example.com`),
        behaviors: behaviors(size),
      }),
    cookies: (size) => asking("/x", list(size, (index) => `name-${index}=1`).join("; ")),
    "cookies of one name": (size) => asking("/x", list(size, () => "CloudFront-Policy=1").join("; ")),
    "spaces between cookies, up to 1 MB": (size) => asking("/x", `a=1;${" ".repeat(size * 5000)}b=2`),
    parameters: (size) => asking(`/x?${list(size, (index) => `a${index}`).join("&")}`),
    "parameters of one name": (size) => asking(`/x?${list(size, () => "Policy=1").join("&")}`),
    "dot segments": (size) => asking(`/${"a/../".repeat(size)}`),
    slashes: (size) => asking("/".repeat(size * 4)),
    escapes: (size) => asking(`/${"%41".repeat(size)}`),
    "a URL of another signature": (size) =>
      asking(`/${"a/".repeat(size)}x?${query(cannedPairs(`${at}other`, end, making))}`),
    "members of a policy": (size) =>
      withPolicy(until(`${at}*`, Object.fromEntries(list(size, (index) => [`m${index}`, {}])))),
    "statements of a policy": (size) => withPolicy(JSON.stringify({ Statement: list(size, () => ({})) })),
    "nesting in a policy": (size) => withPolicy(JSON.stringify(nested(size))),
    "spaces in a policy, up to 1 MB": (size) => withPolicy(until(`${at}*`) + " ".repeat(size * 5000)),
    "digits in a policy": (size) => withPolicy(until(`${at}*`).replace(String(end), "1".repeat(size))),
    "letters of a resource": (size) =>
      withPolicy(until(`${at}${"a".repeat(size)}*`), `/${"a".repeat(size)}b`),
    "stars of a resource": (size) => withPolicy(until(`${at}${"*a".repeat(size)}b`), `/${"a".repeat(500)}`),
    "question marks of a resource": (size) =>
      withPolicy(
        until(`${at}*${"a".repeat(50)}${"?b".repeat(size)}`),
        `/${"a".repeat(100)}?${"a".repeat(100)}`,
      ),
    "a URL beside question marks": (size) =>
      withPolicy(
        until(`${at}*${"a".repeat(50)}${"?b".repeat(50)}`),
        `/${"a".repeat(size)}?${"a".repeat(size)}`,
      ),
  }).map(([name, input]) => [`verifier: ${name}`, input]),
);
