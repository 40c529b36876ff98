/** Checks of CloudFront's cache: errors are not cached, and no file is served from it under another path. */
import { randomUUID } from "node:crypto";
import type { Check, Prover } from "./check";
import { get, type Reply } from "./wire";

const lifetime = 300;
const soon = (): Date => new Date(Date.now() + lifetime * 1000);

/** Returns the folder of a path or URL, with its slash. */
export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);

/** Returns a path from the folder of one path to another path by dot segments: `/secure/../downloads/a`. */
export function roundabout(from: string, to: string): string {
  const folder = folderOf(from);
  const depth = folder.split("/").length - 2;
  return `${folder}${Array.from({ length: depth }, () => "..").join("/")}${to}`;
}

/** Describes what is wrong with an error response: it sets a cookie, or comes from the cache (which adds Age). */
function problemOf({ age, setsCookie }: Reply): string | undefined {
  if (setsCookie) {
    return "with Set-Cookie";
  }
  return age === undefined ? undefined : `from the cache, ${age} s old`;
}

async function signed({ site, signers }: Prover, path: string): Promise<string> {
  const signer = signers.sha256 ?? signers.sha1;
  if (signer === undefined) {
    throw new Error("the key signs neither sha256 nor sha1");
  }
  const url = await signer.signUrl({ url: `https://${site.host}${path}`, expires: soon() });
  return url.replace(/^https:\/\/[^/]+/, "");
}

/** Signs cookies for the folder of a path and returns a Cookie header. */
async function cookiesFor({ site, signers }: Prover, path: string): Promise<string> {
  const signer = signers.sha256 ?? signers.sha1;
  const resource = `https://${site.host}${folderOf(path)}*`;
  const made = await signer?.signCookies({ resource, expires: soon() });
  return Object.entries(made?.values ?? {})
    .map(([name, value]) => `${name}=${value}`)
    .join("; ");
}

/** The checks of the cache, in order. */
export const cacheChecks: readonly Check[] = [
  {
    name: "an error, twice",
    expected: "no cookie in it, and the second not from the cache",
    signs: true,
    run: async (prover) => {
      const seen: string[] = [];
      const problems: string[] = [];
      let tried = false;
      // New names in each run: what an earlier run left in the cache would prove nothing.
      for (const path of [
        `/prove-${randomUUID()}`,
        await signed(prover, `${prover.otherPath}-${randomUUID()}`),
      ]) {
        const replies = [await get(prover.site, path), await get(prover.site, path)];
        const errors = replies.filter(({ status }) => status >= 400);
        tried ||= errors.length > 0;
        problems.push(...errors.map(problemOf).filter((one) => one !== undefined));
        seen.push(replies.map(({ status }) => status).join(" and "));
      }
      if (!tried) {
        return { ok: undefined, seen: `not tried: the site answers ${seen.join(", ")} to any path` };
      }
      const ok = problems.length === 0;
      const settles = ok ? "an error is not kept where its minimum TTL is 0" : undefined;
      return { ok, seen: [...seen, ...problems].join(", "), settles };
    },
  },
  {
    name: "a cached file by dot segments",
    expected: "no secure content",
    signs: true,
    run: async (prover) => {
      const file = await signed(prover, prover.path);
      await get(prover.site, file);
      const warm = /^Hit /i.test((await get(prover.site, file)).cache);
      const cookie = await cookiesFor(prover, prover.otherPath);
      const reply = await get(prover.site, roundabout(prover.otherPath, prover.path), { cookie });
      const ok = reply.status >= 400;
      const refused =
        "the cache is keyed by the path as it is sent, or signatures are for the normalised one";
      const served =
        "the cache is keyed by the normalised path: files of another folder are kept by their names";
      return {
        ok,
        seen: `${reply.status}${warm ? "" : "; it was not cached (--path names a file that is)"}`,
        settles: warm || !ok ? (ok ? refused : served) : undefined,
      };
    },
  },
];
