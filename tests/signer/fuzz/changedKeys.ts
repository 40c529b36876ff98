/** Keys with changed texts or bytes: all that read keys must answer, and none may throw anything but its own error. */
import fc from "fast-check";
import { publicKeyProblems } from "../../../components/cloudfront/plan/publicKeys";
import { inspectKey } from "../../../policy/values/keys";
import { searchText } from "../../../policy/values/privateKeys/search";
import { loadDistribution, pemKey, SignerError } from "../../../signer";
import { ec, rsa } from "../support/keys";

const pems = [rsa, ec].flatMap(({ publicPem, privatePem }) => [publicPem, privatePem]);
const junk = ["", "\n", "\r\n", " ", "\0", "=", "A", "-", "-----", "\ufeff", "é", "X: y\n\n", "\\n"];

/** One change of one key, by numbers that fast-check can shrink. */
export const changedKeys = fc.record({
  key: fc.nat({ max: pems.length - 1 }),
  /** Whether the bytes inside are changed, or the text around them. */
  isInside: fc.boolean(),
  changes: fc.array(
    fc.record({ at: fc.nat({ max: 2000 }), cut: fc.nat({ max: 4 }), put: fc.nat({ max: 255 }) }),
    { minLength: 1, maxLength: 3 },
  ),
});

type ChangedKey = typeof changedKeys extends fc.Arbitrary<infer T> ? T : never;

/** Replaces some characters of a text in which each is a byte, or by junk. */
function changedText(text: string, { isInside, changes }: ChangedKey): string {
  return changes.reduce((now, { at, cut, put }) => {
    const place = at % (now.length + 1);
    const other = isInside ? String.fromCharCode(put) : (junk[put % junk.length] ?? "");
    return now.slice(0, place) + other + now.slice(place + cut * (isInside ? 1 : 10));
  }, text);
}

function textOf(change: ChangedKey): string {
  const pem = pems[change.key] ?? "";
  if (!change.isInside) {
    return changedText(pem, change);
  }
  const [, head = "", body = "", end = ""] = /^(-+[^-]+-+\n)([^-]+)(-[^]+)$/.exec(pem) ?? [];
  const bytes = Buffer.from(changedText(Buffer.from(body, "base64").toString("latin1"), change), "latin1");
  return `${head}${(bytes.toString("base64").match(/.{1,64}/g) ?? []).join("\n")}\n${end}`;
}

/** Returns whether the signer and the verifier read a changed key, after all others have answered. */
export function readsOf(change: ChangedKey): readonly boolean[] {
  const text = textOf(change);
  publicKeyProblems("publicKeyPem", text);
  inspectKey(text);
  searchText(text);
  const trust = () =>
    loadDistribution({ domainNames: [], behaviors: [{ pathPattern: "*", trustedKeys: { K1: text } }] });
  return [trust, () => pemKey(text)].map((read) => {
    try {
      read();
      return true;
    } catch (error) {
      if (error instanceof SignerError) {
        return false;
      }
      throw error;
    }
  });
}
