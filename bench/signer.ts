/** The signer and the verifier beside raw `node:crypto` and the AWS SDK, in one run. */
import { constants, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import { getSignedUrl } from "@aws-sdk/cloudfront-signer";
import {
  attach,
  createLocalSigner,
  epochSeconds,
  explain,
  loadDistribution,
  now,
  pemKey,
  requestFromUrl,
} from "../signer";
import { cannedPolicyBytes } from "../signer/verify/reconstruct";
import { type Contender, interleave, median, type Rounds, ratio } from "./interleave";

const rounds = Number(process.env["BENCH_ROUNDS"] ?? "15");
const slice = Number(process.env["BENCH_SLICE_MS"] ?? "150");
const id = "K2JCJMDEHXQW5F";
const url = "https://d111111abcdef8.cloudfront.net/premium/report.pdf";
const expires = epochSeconds(now() + 600);
const text = cannedPolicyBytes(url, String(expires));

/** A figure to reach: calls of one contender over those of another. */
interface Target {
  readonly name: string;
  readonly to: string;
  readonly atLeast: number;
}

function production(key: KeyObject) {
  return createLocalSigner({ key: pemKey(key), keyPairId: id, verify: false });
}

/** What the verifier is asked, and the one check that it cannot do without. */
function verifying(
  kind: "rsa" | "ec",
  pair: { privateKey: KeyObject; publicKey: KeyObject },
): readonly Contender[] {
  const pem = pair.publicKey.export({ type: "spki", format: "pem" }) as string;
  const distribution = loadDistribution({
    domainNames: ["d111111abcdef8.cloudfront.net"],
    behaviors: [
      { pathPattern: "/open/*" },
      { pathPattern: "/premium/*", trustedKeys: { [id]: pem } },
      { pathPattern: "*" },
    ],
  });
  const request = requestFromUrl(production(pair.privateKey).signUrl({ url, expires }));
  if (!request || explain(request, distribution, now(), "192.0.2.1").outcome !== "allow") {
    throw new Error("the request to measure with is not allowed");
  }
  const options = { key: pair.publicKey, padding: constants.RSA_PKCS1_PADDING, dsaEncoding: "der" } as const;
  const signature = sign("sha256", text, { ...options, key: pair.privateKey });
  return [
    { name: `${kind}: crypto.verify`, run: () => verify("sha256", text, options, signature) },
    { name: `${kind}: explain`, run: () => explain(request, distribution, now(), "192.0.2.1") },
  ];
}

function contenders(): readonly Contender[] {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = rsa.privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  const rsaSigner = production(rsa.privateKey);
  const ecSigner = production(ec.privateKey);
  const policy = ecSigner.signPolicy({
    resource: "https://d111111abcdef8.cloudfront.net/premium/*",
    expires,
  });
  const dateLessThan = new Date(expires * 1000);
  return [
    { name: "rsa: crypto.sign", run: () => sign("sha256", text, rsa.privateKey) },
    { name: "rsa: signUrl", run: () => rsaSigner.signUrl({ url, expires }) },
    { name: "rsa: signUrl, address", run: () => rsaSigner.signUrl({ url, expires, ip: "192.0.2.10/32" }) },
    {
      name: "rsa: SDK with PEM",
      run: () => getSignedUrl({ url, keyPairId: id, privateKey: pem, dateLessThan, algorithm: "SHA256" }),
    },
    { name: "ec: crypto.sign", run: () => sign("sha256", text, ec.privateKey) },
    { name: "ec: signUrl", run: () => ecSigner.signUrl({ url, expires }) },
    { name: "attach", run: () => attach(policy, url) },
    ...verifying("rsa", rsa),
    ...verifying("ec", ec),
  ];
}

const targets: readonly Target[] = [
  { name: "rsa: signUrl", to: "rsa: crypto.sign", atLeast: 0.92 },
  { name: "rsa: signUrl", to: "rsa: SDK with PEM", atLeast: 3 },
  { name: "ec: signUrl", to: "ec: crypto.sign", atLeast: 0.85 },
  { name: "rsa: explain", to: "rsa: crypto.verify", atLeast: 0.5 },
  { name: "ec: explain", to: "ec: crypto.verify", atLeast: 0.8 },
];

function report(results: Rounds): boolean {
  for (const [name, values] of results) {
    console.log(`${name.padEnd(28)}${Math.round(median(values)).toLocaleString("en").padStart(12)} a second`);
  }
  let reached = true;
  for (const { name, to, atLeast } of targets) {
    const value = ratio(results, name, to);
    reached &&= value >= atLeast;
    console.log(
      `${value >= atLeast ? "ok  " : "LOW "}${name} / ${to}: ${value.toFixed(2)}, at least ${atLeast}`,
    );
  }
  return reached;
}

process.exitCode = report(interleave(contenders(), rounds, slice)) ? 0 : 1;
