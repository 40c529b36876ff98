/** Credentials that are right for /premium/, in forms of which AWS's pages do not say how they are read. */
import { host } from "./devSite";
import { get } from "./hostileRows";
import { request } from "./raw";

/** The parts of a credential, by the names of parameters. */
type Parts = readonly (readonly [name: string, value: string])[];
type Trick = (target: string, parts: Parts) => string;

const inQuery = (parts: Parts): string => parts.map(([name, value]) => `${name}=${value}`).join("&");
const inCookies = (parts: Parts): string =>
  `Cookie: ${parts.map(([name, value]) => `CloudFront-${name}=${value}`).join("; ")}`;
const junk = (parts: Parts): Parts => parts.map(([name]) => [name, "AAAA"]);
const escapedName = (name: string): string =>
  `%${name.charCodeAt(0).toString(16).toUpperCase()}${name.slice(1)}`;
const inLowerCase = (parts: Parts): Parts =>
  parts.map(([name, value]) => [name, name === "Hash-Algorithm" ? value.toLowerCase() : value]);

/** A credential that is right, written in ways of which AWS's pages do not say how they are read. */
export const tricks: Readonly<Record<string, Trick>> = {
  "each parameter twice, the right ones first": (target, parts) =>
    get(`${target}?${inQuery(parts)}&${inQuery(junk(parts))}`),
  "each parameter twice, the right ones last": (target, parts) =>
    get(`${target}?${inQuery(junk(parts))}&${inQuery(parts)}`),
  "each cookie twice, the right ones first": (target, parts) =>
    get(target, `${inCookies(parts)}; ${inCookies(junk(parts)).slice("Cookie: ".length)}`),
  "each cookie twice, the right ones last": (target, parts) =>
    get(target, `${inCookies(junk(parts))}; ${inCookies(parts).slice("Cookie: ".length)}`),
  "escaped names of parameters": (target, parts) =>
    get(`${target}?${inQuery(parts.map(([name, value]) => [escapedName(name), value]))}`),
  "Policy and Expires in cookies": (target, parts) =>
    get(target, inCookies([...parts, ["Expires", "9999999999"]])),
  "escaped values of cookies": (target, parts) =>
    get(
      target,
      inCookies(parts.map(([name, value]) => [name, value.replace(/^./, (one) => escapedName(one))])),
    ),
  "the hash's name in lower case": (target, parts) => get(target, inCookies(inLowerCase(parts))),
  "a host in capitals": (target, parts) => request("GET", `${target}?${inQuery(parts)}`, host.toUpperCase()),
  "a host with its port": (target, parts) => request("GET", `${target}?${inQuery(parts)}`, `${host}:443`),
};

const policy = (resource: string, condition: object = {}): string => {
  const Condition = { DateLessThan: { "AWS:EpochTime": inAnHour() }, ...condition };
  return JSON.stringify({ Statement: [{ Resource: resource, Condition }] });
};
const inAnHour = (): number => Math.floor(Date.now() / 1000) + 3600;
const premium = `https://${host}/premium/*`;

/** Policies for /premium/ of which AWS's pages do not say how they are read. Signed, they are right in one reading. */
export const doubtfulPolicies: Readonly<Record<string, () => string>> = {
  "? where a query may begin": () => policy(`https://${host}/premium/?*`),
  "a wildcard in the scheme": () => policy(premium.replace("https:", "http*:")),
  "an address without a mask": () => policy(premium, { IpAddress: { "AWS:SourceIp": "127.0.0.1" } }),
  "a time after 2038": () => policy(premium, { DateLessThan: { "AWS:EpochTime": 4_000_000_000 } }),
  "a member that nobody knows": () => policy(premium).replace("{", '{"Id":"x",'),
  "Resource twice": () =>
    policy(premium).replace('"Resource"', `"Resource":"https://${host}/premium/y","Resource"`),
};
