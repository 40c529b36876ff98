/** Addresses of a running site, for other terminals' commands. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { StackName } from "../edge/stackView/stackView";

const address = z.string().regex(/^(?:localhost|127\.0\.0\.1):\d{1,5}$/);

const shape = z.strictObject({
  /** For viewers, over TLS. */
  viewers: address,
  balancer: address,
  /** The members port of an instance. */
  instance: address,
  /** Port of the local cloud's API. */
  apiPort: z.int().min(1).max(65_535),
  /** Secret from which access key ids are derived. */
  apiSecret: z.string().min(1),
});

/** A site's addresses, each a local `host:port`. */
export type RunningSite = z.output<typeof shape>;

const fileOf = (root: string, { project, name }: StackName): string =>
  join(root, "site", `${project}.${name}.running.json`);

/**
 * Publishes the addresses of a stack's site.
 *
 * @returns a function that takes it back
 */
export function tellRunning(root: string, stack: StackName, site: RunningSite): () => void {
  const file = fileOf(root, stack);
  mkdirSync(join(root, "site"), { recursive: true, mode: 0o700 });
  // Created anew: an existing file would keep its permissions.
  rmSync(file, { force: true });
  writeFileSync(file, JSON.stringify(site), { mode: 0o600, flag: "wx" });
  return () => rmSync(file, { force: true });
}

/** Returns the addresses of a stack's site; undefined if none runs. */
export function findRunning(root: string, stack: StackName): RunningSite | undefined {
  let text: string;
  try {
    text = readFileSync(fileOf(root, stack), "utf8");
  } catch {
    return undefined;
  }
  return shape.parse(JSON.parse(text));
}
