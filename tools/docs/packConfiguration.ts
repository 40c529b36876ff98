/** The pack's configurations in policy/config. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A configuration: levels by policy, and the options under `pack-settings`. */
interface PackConfiguration {
  readonly all?: "mandatory";
  readonly "pack-settings": { readonly options: { readonly levels?: Readonly<Record<string, string>> } };
}

/** Reads the configuration of an environment. */
export function readyConfig(environment: "dev" | "prod"): PackConfiguration {
  const file = join(__dirname, `../../policy/config/${environment}.json`);
  return JSON.parse(readFileSync(file, "utf8")) as PackConfiguration;
}
