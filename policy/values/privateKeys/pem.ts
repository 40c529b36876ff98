import { keyInBytes } from "./binary";
import { type PrivateKey, unreadableKey } from "./privateKey";

/** Longer keys do not exist. */
const maximumLength = 30_000;

const header = /-{4,5} ?BEGIN ((?:[A-Z0-9]{1,20} ){0,5})PRIVATE KEY(?: BLOCK)? ?-{4,5}/g;
const end = /-{4,5} ?END (?:[A-Z0-9]{1,20} ){0,5}PRIVATE KEY/;
/** What may stand between the header and the key: line ends, escaped ones, and the quotes and commas of code. */
const gap = /^(?:[\s"'`,+>|#]|\\[nrt]?)*/;
/** The beginning of a key in base64, or of the lines before it. */
const bodyStart = /^(?:M[A-I]|b3Bl|Proc-Type|DEK-Info|Version|Comment|Subject|[A-Za-z0-9+/]{16})/;

/** What ends a line of a script: also an escaped line end, and the end of a command in a list of commands. */
const lineEnd = /\\{1,9}[nr]|[\r\n]{1,9}|["'],\s{0,40}["']/;

/** Returns the private keys in a text that are spelled as PEM, also if each line of one is within a line of a script. */
export function* pemKeys(text: string): Generator<PrivateKey> {
  for (const { 0: found, 1: label = "", index } of text.matchAll(header)) {
    const from = index + found.length;
    const next = text.indexOf("BEGIN", from);
    const following = text.slice(from, Math.min(next < 0 ? text.length : next, from + maximumLength));
    const rest = following.replace(gap, "");
    const isBody = bodyStart.test(rest);
    const isEncrypted = label.includes("ENCRYPTED") || rest.startsWith("Proc-Type");
    const key = isBody && !isEncrypted ? keyInBytes(bodyOf(rest)) : undefined;
    const inScript = key ?? keyInLines(following, isEncrypted);
    if (inScript !== undefined) {
      yield inScript;
    } else if (isBody) {
      yield unreadableKey;
    }
    // Anything else is a text about keys, such as a search for the header.
  }
}

function bodyOf(rest: string): Buffer {
  const last = rest.indexOf("----");
  const body = (last < 0 ? rest : rest.slice(0, last)).replace(/\\[nrt]/g, " ");
  return Buffer.from(body.replace(/[^A-Za-z0-9+/]/g, ""), "base64");
}

/**
 * Returns a key whose lines a script prints one by one, such as `echo "MIGH…" >> key.pem`. In PEM all lines but the last are
 * of one length, which tells them from the words of the script.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7468#section-2
 */
function keyInLines(following: string, isEncrypted: boolean): PrivateKey | undefined {
  const last = end.exec(following);
  if (last === null) {
    return undefined;
  }
  const lines = following
    .slice(0, last.index)
    .split(lineEnd)
    .map((line) => line.match(/[A-Za-z0-9+/]{2,}={0,2}/g) ?? []);
  const start = lines.findIndex((runs) =>
    runs.some((run) => /^(?:M[A-I]|b3Bl)/.test(run) && run.length >= 48),
  );
  const first = lines[start]?.find((run) => /^(?:M[A-I]|b3Bl)/.test(run) && run.length >= 48);
  if (first === undefined) {
    return undefined;
  }
  let body = "";
  for (const runs of isEncrypted ? [] : lines.slice(start)) {
    const full = runs.find(({ length }) => length === first.length);
    if (full === undefined) {
      const keys = runs.map((run) => keyInBytes(Buffer.from(body + run, "base64")));
      return keys.find((each) => each !== undefined) ?? unreadableKey;
    }
    body += full;
  }
  return keyInBytes(Buffer.from(body, "base64")) ?? unreadableKey;
}
