import { createSigner, kmsKey } from "../../signer";
import type { Rig, Verdict } from "../experiment";

/** Checks that CloudFront accepts P-256 signatures with SHA-256 from KMS in URLs and cookies, and refuses changed ones. */
export async function signaturesAreAccepted(rig: Rig): Promise<Verdict> {
  const { site, keyArn, keyPairId } = rig.outputs;
  const key = kmsKey({ keyId: String(keyArn) });
  const signer = createSigner({ key, keyPairId: String(keyPairId), hash: "sha256" });
  const url = `https://${String(site)}/file.txt`;
  const expires = new Date(Date.now() + 600_000);
  const signed = (await signer.signUrl({ url, expires })).replace(/^https:\/\/[^/]+/, "");
  const { values } = await signer.signCookies({ resource: url.replace(/[^/]*$/, "*"), expires });
  const cookies = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  const signature = /Signature=([^;&]+)/;
  const statuses = {
    "no signature": (await rig.get("/file.txt")).status,
    URL: (await rig.get(signed)).status,
    cookies: (await rig.get("/file.txt", { cookie: cookies.join("; ") })).status,
    "changed URL": (await rig.get(signed.replace(signature, changed))).status,
    "changed cookies": (
      await rig.get("/file.txt", { cookie: cookies.join("; ").replace(signature, changed) })
    ).status,
  };
  const seen = Object.entries(statuses)
    .map(([what, status]) => `${what} ${status}`)
    .join(", ");
  const { URL: byUrl, cookies: byCookies, ...refused } = statuses;
  if (Object.values(statuses).some((status) => status !== 200 && status !== 403)) {
    return { outcome: "cannot tell", seen };
  }
  const closed = Object.values(refused).every((status) => status === 403);
  return { outcome: closed && byUrl === 200 && byCookies === 200 ? "pass" : "fail", seen };
}

/** Swaps two neighbouring characters of the signature, or replaces one if they are equal. */
function changed(all: string, signature: string): string {
  const [a = "", b = ""] = signature.slice(20, 22);
  const swapped = a === b ? `${a === "A" ? "B" : "A"}${b}` : `${b}${a}`;
  return all.replace(signature, `${signature.slice(0, 20)}${swapped}${signature.slice(22)}`);
}
