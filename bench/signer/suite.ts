/** The signer and the verifier, compared with `node:crypto` and other signers for CloudFront. */
import { constants, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getSignedUrl } from "@aws-sdk/cloudfront-signer";
import { getSignedUrl as cloudfrontSign } from "aws-cloudfront-sign";
import {
  attach,
  createLocalSigner,
  epochSeconds,
  explain,
  loadDistribution,
  now,
  pemKey,
  requestFromUrl,
} from "../../signer";
import { cannedPolicyBytes } from "../../signer/verify/request/reconstruct";
import type { Figure, Suite } from "../figure";
import { type Contender, interleave, type Rounds } from "../interleave";
import { commandFigure } from "./command";
import { loadFigure } from "./load";
import { otherSigners } from "./otherSigners";

/** Milliseconds of a contender's turn. */
const slice = 150;
const id = "K2JCJMDEHXQW5F";
const url = "https://d111111abcdef8.cloudfront.net/premium/report.pdf";
/** Later than the longest run. */
const expires = epochSeconds(now() + 86_400);
const text = cannedPolicyBytes(url, String(expires));

/** A pair of keys. */
interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

function production(key: KeyObject) {
  return createLocalSigner({ key: pemKey(key), keyPairId: id, verify: false });
}

/** Returns the verification of a request, and its signature check alone. */
function verifying(kind: "rsa" | "ec", pair: Pair): readonly Contender[] {
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
    throw new Error("the measured request is not allowed");
  }
  const options = { key: pair.publicKey, padding: constants.RSA_PKCS1_PADDING, dsaEncoding: "der" } as const;
  const signature = sign("sha256", text, { ...options, key: pair.privateKey });
  return [
    { name: `${kind}: crypto.verify`, run: () => verify("sha256", text, options, signature) },
    { name: `${kind}: explain`, run: () => explain(request, distribution, now(), "192.0.2.1") },
  ];
}

function contenders(rsa: Pair, ec: Pair): readonly Contender[] {
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
      name: "rsa: AWS SDK",
      run: () => getSignedUrl({ url, keyPairId: id, privateKey: pem, dateLessThan, algorithm: "SHA256" }),
    },
    {
      name: "rsa: aws-cloudfront-sign",
      run: () => cloudfrontSign(url, { keypairId: id, privateKeyString: pem, expireTime: expires * 1000 }),
    },
    { name: "ec: crypto.sign", run: () => sign("sha256", text, ec.privateKey) },
    { name: "ec: signUrl", run: () => ecSigner.signUrl({ url, expires }) },
    { name: "attach", run: () => attach(policy, url) },
    ...verifying("rsa", rsa),
    ...verifying("ec", ec),
  ];
}

/** The comparisons, each with the ratio to reach. */
const comparisons: readonly (readonly [name: string, to: string, atLeast?: number])[] = [
  ["rsa: signUrl", "rsa: crypto.sign", 0.95],
  ["rsa: signUrl, address", "rsa: crypto.sign"],
  ["rsa: signUrl", "rsa: AWS SDK", 3],
  ["rsa: signUrl", "rsa: aws-cloudfront-sign"],
  ["rsa: signUrl", "rsa: botocore"],
  ["rsa: signUrl", "rsa: openssl speed"],
  ["ec: signUrl", "ec: crypto.sign", 0.85],
  ["ec: signUrl", "ec: openssl speed"],
  ["attach", "rsa: signUrl"],
  ["rsa: explain", "rsa: crypto.verify", 0.7],
  ["ec: explain", "ec: crypto.verify", 0.85],
];

async function run(quick: boolean): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "bench-signer-"));
  try {
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const key = join(folder, "key.pem");
    writeFileSync(key, rsa.privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
    const own = contenders(rsa, generateKeyPairSync("ec", { namedCurve: "P-256" }));
    const others = otherSigners(key, quick ? 0.2 : 1);
    const results = new Map<string, number[]>();
    const add = (name: string, value: number): void => {
      results.set(name, [...(results.get(name) ?? []), value]);
    };
    for (let round = 0; round < (quick ? 1 : 9); round += 1) {
      interleave(own, 1, quick ? 20 : slice).forEach(([value = Number.NaN], name) => add(name, value));
      for (const rates of others) {
        Object.entries(rates()).forEach(([name, value]) => add(name, value));
      }
    }
    return [
      ...comparisons.flatMap(([what, to, atLeast]) => compared(results, what, to, atLeast)),
      await commandFigure(key, quick ? 1 : 9),
      loadFigure(quick ? 1 : 15),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compared(results: Rounds, what: string, to: string, atLeast?: number): Figure[] {
  const [values, peerValues] = [results.get(what), results.get(to)];
  if (values === undefined || peerValues === undefined) {
    return [];
  }
  const aim = atLeast === undefined ? {} : { aim: { atLeast } };
  return [{ what, unit: "per second", values, peer: { what: to, values: peerValues }, ...aim }];
}

/** Measures signer and verifier. */
export const signerSuite: Suite = {
  name: "signer",
  method:
    "Calls per second, RSA 2048 and ECDSA P-256; `signUrl` with a canned policy, or with an address; `explain` is the whole " +
    "verdict of the verifier on a signed URL. aws-cloudfront-sign and botocore sign the same URL with SHA-1; botocore where " +
    "SECURE_ORIGIN_PYTHON names a Python that has it and cryptography. `secure-origin sign url` is a process from start to end.",
  run,
};
