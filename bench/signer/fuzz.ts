/** Random requests, of which none may crash the verifier or be allowed without a valid signature. */
import { generateKeyPairSync } from "node:crypto";
import {
  createLocalSigner,
  type Distribution,
  epochSeconds,
  explain,
  type LocalSigner,
  loadDistribution,
  pemKey,
  type Verdict,
  type ViewerRequest,
} from "../../signer";
import { type Material, randomRequest } from "./fuzzRequests";
import { randomFrom } from "./random";

const host = "members.example.com";
const at = (path: string): string => `https://${host}${path}`;
const NOW = 1767290000;
const viewers = ["192.0.2.10", "198.51.100.1", "2001:db8::1", undefined, "junk"] as const;

/** Paths with a signature of their own; all other signatures are for /premium/. */
const single = ["/premium/b.pdf", "/secure/x?size=large", "/secure/it's"];

function material(signers: readonly LocalSigner[]): Material {
  const expires = epochSeconds(NOW + 600);
  const premium = { resource: at("/premium/*"), expires };
  return {
    host,
    signed: signers.flatMap((signer) => [
      ...single.map((path) => signer.signUrl({ url: at(path), expires })),
      signer.signUrl({ url: at("/secure/locked"), expires, ip: "192.0.2.10" }),
    ]),
    policies: signers.map((signer) => signer.signPolicy(premium)),
    cookies: signers.flatMap((signer) => [
      signer.signCookies(premium),
      signer.signCookies({ resource: at("/secure/x?size=large"), expires }),
    ]),
  };
}

function prepare(): { readonly distribution: Distribution; readonly material: Material } {
  const pairs = [
    generateKeyPairSync("rsa", { modulusLength: 2048 }),
    generateKeyPairSync("ec", { namedCurve: "P-256" }),
  ];
  const ids = ["K2RSAAAAAAAAA1", "K2ECAAAAAAAAA1"];
  const clock = () => epochSeconds(NOW);
  const signers = pairs.map(({ privateKey }, index) =>
    createLocalSigner({
      key: pemKey(privateKey),
      keyPairId: ids[index] ?? "",
      hash: index === 0 ? "sha1" : "sha256",
      clock,
    }),
  );
  const pems = pairs.map(({ publicKey }, index) => [
    ids[index],
    publicKey.export({ type: "spki", format: "pem" }),
  ]);
  const trustedKeys = Object.fromEntries(pems) as Record<string, string>;
  const distribution = loadDistribution({
    domainNames: [host],
    behaviors: [{ pathPattern: "/open/*" }, { pathPattern: "*", trustedKeys }],
    customErrorResponses: [{ errorCode: 403, responseCode: 403, responsePagePath: "/open/403.html" }],
  });
  return { distribution, material: material(signers) };
}

/** Whether a signature exists for a request, by its raw target and without the verifier's code. */
function isSigned(request: ViewerRequest, viewer: string | undefined): boolean {
  if (request.scheme !== "https" || request.host !== host) {
    return false;
  }
  const [path = "", ...rest] = request.target.split("?");
  const own = rest
    .join("?")
    .split("&")
    .filter(
      (part) => part !== "" && !/^(?:Expires|Policy|Signature|Key-Pair-Id|Hash-Algorithm)(?:=|$)/.test(part),
    );
  const whole = own.length === 0 ? path : `${path}?${own.join("&")}`;
  return (
    path.startsWith("/premium/") ||
    single.includes(whole) ||
    (whole === "/secure/locked" && viewer === "192.0.2.10")
  );
}

function problem(request: ViewerRequest, viewer: string | undefined, verdict: Verdict): string | undefined {
  if (verdict.outcome === "allow" && verdict.behavior?.restricted === true && !isSigned(request, viewer)) {
    return "allowed without a signature for it";
  }
  if (verdict.outcome !== "allow" && verdict.code !== "UrlTooLong" && !verdict.response) {
    return "refused without a response";
  }
  return undefined;
}

/** Explains random requests; returns an exit code. */
export function fuzzRequests(total: number, seed: number): number {
  const { distribution, material: parts } = prepare();
  const random = randomFrom(seed);
  const counts = new Map<string, number>();
  for (let index = 0; index < total; index += 1) {
    const request = randomRequest(parts, random);
    const viewer = random.pick(viewers);
    // The diagnosis makes fifty checks, so it runs for every hundredth request only.
    const verdict = explain(request, distribution, NOW + random.below(700), viewer, {
      diagnose: index % 100 === 0,
    });
    const found = problem(request, viewer, verdict);
    if (found !== undefined) {
      console.error(
        `request ${index}, seed ${seed}: ${found}\n${JSON.stringify({ request, viewer, verdict }, null, 1)}`,
      );
      return 1;
    }
    const name = `${verdict.outcome} ${verdict.code}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  console.log(
    `${total.toLocaleString("en")} requests, seed ${seed}: no crash, no allow without a valid signature`,
  );
  for (const [name, count] of [...counts].sort((one, other) => other[1] - one[1])) {
    console.log(`${name.padEnd(28)}${count.toLocaleString("en").padStart(12)}`);
  }
  return 0;
}
