/** Keys and a certificate for a site in a test. */
import { execFileSync } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Files of one site. */
export interface Material {
  readonly sessionKeys: string;
  readonly signingKey: string;
  readonly publicPem: string;
  readonly tls: { readonly key: string; readonly certificate: string };
  remove(): void;
}

/** Makes all of it in a folder of its own. */
export function makeMaterial(): Material {
  const folder = mkdtempSync(join(tmpdir(), "members-"));
  const at = (name: string): string => join(folder, name);
  const pair = generateKeyPairSync("ec", {
    namedCurve: "P-256",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  writeFileSync(at("signing.pem"), pair.privateKey, { mode: 0o600 });
  writeFileSync(at("session.txt"), `${randomBytes(32).toString("base64")}\n`, { mode: 0o600 });
  const tls = { key: at("tls.key"), certificate: at("tls.pem") };
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
  const where = ["-subj", "/CN=members", "-keyout", tls.key, "-out", tls.certificate];
  execFileSync("openssl", ["req", "-x509", ...kind, ...where], { stdio: "pipe" });
  return {
    sessionKeys: at("session.txt"),
    signingKey: at("signing.pem"),
    publicPem: pair.publicKey,
    tls,
    remove: () => rmSync(folder, { recursive: true }),
  };
}
