/** The checks of a live site, each with the expected result and the open question that it answers. */
import type { HashAlgorithm } from "../../signer/keys/keySource";
import { cacheChecks, folderOf } from "./cacheChecks";
import type { Check, Finding, Prover } from "./check";
import { questions } from "./questions";
import { get, isReachable, type Reply } from "./wire";

const lifetime = 300;
const inSeconds = (seconds: number): Date => new Date(Date.now() + seconds * 1000);
const target = (url: string): string => url.replace(/^https:\/\/[^/]+/, "");
const summary = ({ status, cache }: Reply): string => `${status}${cache === "" ? "" : `, ${cache}`}`;

/** Tells whether CloudFront refused, with its own response or with the error page. */
const isRefused = ({ status }: Reply): boolean => status === 403;

const refused = (reply: Reply, settles?: string): Finding => ({
  ok: isRefused(reply),
  seen: summary(reply),
  settles,
});
const allowed = (reply: Reply, settles?: string): Finding => ({
  ok: reply.status < 500 && !isRefused(reply),
  seen: summary(reply),
  settles,
});
const notTried = (why: string): Finding => ({ ok: undefined, seen: `not tried: ${why}` });

function urlOf({ site, path }: Prover): string {
  return `https://${site.host}${path}`;
}

async function withUrl(
  prover: Prover,
  hash: HashAlgorithm,
  use: (path: string) => Promise<Finding>,
  seconds = lifetime,
): Promise<Finding> {
  const signer = prover.signers[hash];
  return signer === undefined
    ? notTried(`the key does not sign ${hash}`)
    : use(target(await signer.signUrl({ url: urlOf(prover), expires: inSeconds(seconds) })));
}

async function withCookies(
  prover: Prover,
  hash: HashAlgorithm,
  use: (cookie: string) => Promise<Finding>,
): Promise<Finding> {
  const signer = prover.signers[hash];
  if (signer === undefined) {
    return notTried(`the key does not sign ${hash}`);
  }
  const folder = `${folderOf(urlOf(prover))}*`;
  const { values } = await signer.signCookies({ resource: folder, expires: inSeconds(lifetime) });
  return use(
    Object.entries(values)
      .map(([name, value]) => `${name}=${value}`)
      .join("; "),
  );
}

/** Writes the first character of a path as an escape: `/%70remium/x`. */
function escaped(path: string): string {
  return path.replace(/^\/(.)/, (_all, first: string) => `/%${first.charCodeAt(0).toString(16)}`);
}

async function closed(place: Prover["balancer"], what: string, how: string): Promise<Finding> {
  if (place === undefined) {
    return notTried(`name ${what} with ${how}`);
  }
  const reached = await isReachable(place.host, place.port);
  return { ok: !reached, seen: reached ? `${place.host} answers` : "no answer" };
}

/** The question about signatures is about SHA-256 alone: SHA-1 is documented. */
function askedWith(hash: HashAlgorithm): Pick<Check, "question"> {
  return hash === "sha256" ? { question: questions.signatures } : {};
}

/** Adds a second Key-Pair-Id, with a wrong value. */
function doubled(path: string): string {
  return `${path}&Key-Pair-Id=KNOTTHEKEYATALL`;
}

/** All checks, in order. */
export const checks: readonly Check[] = [
  {
    name: "unsigned",
    expected: "403",
    run: async (prover) => refused(await get(prover.site, prover.path)),
  },
  {
    name: "error page",
    expected: "403 with a page of the site's own",
    run: async (prover) => {
      const reply = await get(prover.site, prover.path);
      const page = /<html/i.test(reply.body) && !/<Error><Code>/.test(reply.body);
      return {
        ok: isRefused(reply) && page,
        seen: `${reply.status}, ${page ? "a page" : "CloudFront's own text"}`,
        settles: page ? "the page replaces a refusal of CloudFront's own" : undefined,
      };
    },
  },
  ...(["sha256", "sha1"] as const).flatMap((hash): Check[] => [
    {
      name: `signed URL, ${hash}`,
      expected: "let through",
      signs: true,
      ...askedWith(hash),
      run: (prover) => withUrl(prover, hash, async (path) => allowed(await get(prover.site, path))),
    },
    {
      name: `signed cookies, ${hash}`,
      expected: "let through",
      signs: true,
      ...askedWith(hash),
      run: (prover) =>
        withCookies(prover, hash, async (cookie) => {
          const reply = await get(prover.site, prover.path, { cookie });
          const works = isRefused(reply) ? "does not work" : "works";
          return allowed(reply, hash === "sha256" ? `Hash-Algorithm in cookies ${works}` : undefined);
        }),
    },
  ]),
  {
    name: "tampered URL",
    expected: "403",
    signs: true,
    question: questions.signatures,
    run: (prover) =>
      withUrl(prover, "sha256", async (path) => refused(await get(prover.site, `${path}&added=1`))),
  },
  {
    name: "expired URL",
    expected: "403",
    signs: true,
    run: (prover) =>
      withUrl(
        prover,
        "sha256",
        async (path) => {
          await new Promise((resolve) => setTimeout(resolve, 3500));
          return refused(await get(prover.site, path));
        },
        2,
      ),
  },
  {
    name: "cookies of another prefix",
    expected: "403",
    signs: true,
    run: (prover) =>
      withCookies(prover, "sha256", async (cookie) =>
        refused(await get(prover.site, prover.otherPath, { cookie })),
      ),
  },
  {
    name: "%2F for a slash",
    expected: "no secure content",
    run: async ({ site, path }) => {
      const reply = await get(site, path.replace(/^(\/[^/]+)\//, "$1%2F"));
      const decoded = isRefused(reply);
      return {
        ok: reply.status >= 400,
        seen: summary(reply),
        settles: `%2F is ${decoded ? "read as a slash" : "no slash"} when behaviors are matched`,
      };
    },
  },
  {
    name: "an escape that need not be one",
    expected: "no secure content",
    run: async ({ site, path }) => {
      const reply = await get(site, escaped(path));
      return {
        ok: reply.status >= 400,
        seen: summary(reply),
        settles: `escapes of plain letters are ${isRefused(reply) ? "decoded" : "left alone"} when behaviors are matched`,
      };
    },
  },
  {
    name: "a parameter twice",
    expected: "an answer",
    signs: true,
    run: (prover) =>
      withUrl(prover, "sha256", async (path) => {
        const reply = await get(prover.site, doubled(path));
        const settles = isRefused(reply)
          ? "a second Key-Pair-Id is refused, or counts in place of the first"
          : "of two Key-Pair-Ids the first counts";
        return { ok: reply.status < 500, seen: summary(reply), settles };
      }),
  },
  {
    name: "secret header of the viewer's own",
    expected: "403, and no harm on a public path",
    run: async ({ site, path, publicPath, headerName }) => {
      const headers = { [headerName]: "guess" };
      const [secure, open] = [await get(site, path, headers), await get(site, publicPath, headers)];
      return {
        ok: isRefused(secure) && !isRefused(open),
        seen: `${secure.status}, and ${open.status} on ${publicPath}`,
      };
    },
  },
  ...cacheChecks,
  {
    name: "load balancer, directly",
    expected: "no answer",
    run: ({ balancer }) => closed(balancer, "the load balancer", "--balancer HOST:PORT"),
  },
  {
    name: "instance, directly",
    expected: "no answer",
    run: ({ instance }) => closed(instance, "an instance", "--instance HOST:PORT"),
  },
  {
    name: "bucket of signed files, directly",
    expected: "403",
    applies: ({ bucket }) => bucket !== undefined,
    run: async ({ bucket, path, site }) => refused(await get(bucket ?? site, path)),
  },
];
