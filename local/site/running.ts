/** Where a running site's doors are, for commands of other terminals. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { StackName } from "../edge/stackView/stackView";

const door = z.string().regex(/^(?:localhost|127\.0\.0\.1):\d{1,5}$/);

const shape = z.strictObject({
  /** For viewers, over TLS. */
  viewers: door,
  balancer: door,
  /** The members port of an instance. */
  instance: door,
  /** Port of the local cloud's API. */
  apiPort: z.int().min(1).max(65_535),
  /** By which the local cloud's access key ids are derived. */
  apiSecret: z.string().min(1),
});

/** The doors of a site, each `host:port` on this machine. */
export type RunningSite = z.output<typeof shape>;

/** Projects may have stacks of the same name. */
const fileOf = (root: string, { project, name }: StackName): string =>
  join(root, "site", `${project}.${name}.running.json`);

/** Writes down where a stack's site runs. @returns a function that takes it back */
export function tellRunning(root: string, stack: StackName, site: RunningSite): () => void {
  const file = fileOf(root, stack);
  mkdirSync(join(root, "site"), { recursive: true, mode: 0o700 });
  // Made anew: a file that was left here would keep the permissions that it has.
  rmSync(file, { force: true });
  writeFileSync(file, JSON.stringify(site), { mode: 0o600, flag: "wx" });
  return () => rmSync(file, { force: true });
}

/** Where a stack's site runs; undefined where none does. */
export function findRunning(root: string, stack: StackName): RunningSite | undefined {
  let text: string;
  try {
    text = readFileSync(fileOf(root, stack), "utf8");
  } catch {
    return undefined;
  }
  return shape.parse(JSON.parse(text));
}
