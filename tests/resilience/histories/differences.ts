/** Compares a stack after its history with a fresh deployment of the same settings. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AccountFile } from "../../../local/cloud";
import { projectName } from "../../../local/run/projectName";
import { TestEnvironment } from "../environment";
import { openWith } from "./firstDeployment";

/** How many differences are listed. */
const most = 6;

/** Properties that name a resource where another's arguments refer to it. */
const references = ["arn", "dnsName", "domainName", "name", "keyId", "endpoint", "etag"] as const;

const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";

/** Decodes the user data, which names what the instances fetch. */
const decoded = (key: string, value: unknown): unknown =>
  key === "userData" && typeof value === "string" ? Buffer.from(value, "base64").toString() : value;

/** Whether a name or an id looks like one that AWS or Pulumi made. */
const looksRandom = (name: string): boolean =>
  name.length > 8 && /\d|[a-z][A-Z]|^[A-Z]+$|^[a-z]{20,}$/.test(name);

/** Describes each resource of a stack by its type and inputs, without ids, random names, keys and versions. */
function described({ accountId, resources }: AccountFile): string[] {
  const ids = resources.map(({ id }) => id);
  const names = resources
    .flatMap(({ outputs }) => references.map((one) => outputs[one]))
    .filter((one) => typeof one === "string");
  const randomIds = ids.filter(looksRandom);
  const random = [...ids, ...names]
    .filter((one) => looksRandom(one) || randomIds.some((id) => one.includes(id)))
    .sort((a, b) => b.length - a.length);
  return resources
    .filter(({ urn }) => urn?.startsWith(`urn:pulumi:dev::${projectName}::`))
    .map(({ type, urn, inputs }) => {
      const text = random.reduce((all, one) => all.replaceAll(one, "<id>"), JSON.stringify(inputs, decoded));
      return `${type} ${urn?.split("::").at(-1) ?? ""} ${text
        .replaceAll(accountId, "<account>")
        .replace(/-----BEGIN .*?-----END [A-Z ]*-----/g, "<key>")
        // Random names end in hexadecimal digits; a fingerprint and a hash are nothing else.
        .replace(
          /[\w-]+-[\da-f]{7,}(?![\da-z])|(?<![\da-z])[\da-f]{7,}(?![\da-z])|\w+\.cloudfront\.net/g,
          "<id>",
        )
        .replace(/"secretString":"[^"]*"/g, '"secretString":"<random>"')
        .replace(/"version":"\d+"/g, '"version":"<version>"')}`;
    })
    .sort();
}

function without(all: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return all.filter((one) => {
    const at = left.indexOf(one);
    if (at !== -1) {
      left.splice(at, 1);
    }
    return at === -1;
  });
}

/** Quotes what is before and after the first character in which a description differs from the most similar one. */
function quoted(one: string, others: readonly string[]): string {
  const common = (other: string): number => {
    let at = 0;
    while (at < one.length && one[at] === other[at]) {
      at += 1;
    }
    return at;
  };
  const at = Math.max(0, ...others.map(common));
  const name = one.slice(0, one.indexOf(" {"));
  return `${name}: …${one.slice(Math.max(name.length, at - 60), at + 120)}…`;
}

/** Lists what an account has that another has not, and the reverse. */
export function differencesBetween(history: AccountFile, fresh: AccountFile): string[] {
  const old = described(history);
  const now = described(fresh);
  const added = without(old, now);
  const missing = without(now, old);
  return [
    ...added
      // Former releases and configurations are kept.
      .filter((one) => !one.startsWith(OBJECT))
      .map((one) => `only after the history: ${quoted(one, missing)}`),
    ...missing.map((one) => `only in a fresh deployment: ${quoted(one, added)}`),
  ].slice(0, most);
}

/** Deploys a configuration afresh, and lists what an account has that the fresh deployment has not, and the reverse. */
export async function differences(account: AccountFile, configuration: string): Promise<string[]> {
  const fresh = new TestEnvironment({ program: join(__dirname, "program") });
  try {
    await openWith(fresh, "company");
    writeFileSync(fresh.configFile, configuration);
    const run = await fresh.tryUp();
    assert.equal(run.code, 0, `a fresh deployment of the same settings failed: ${run.output}`);
    return differencesBetween(account, fresh.stack.account());
  } finally {
    await fresh.close();
  }
}
