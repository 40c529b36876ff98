import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseDocument } from "yaml";
import type { Config } from "./pulumi";

/** Writes a stack's configuration, and keeps the engine's own entries, such as the salt. */
export function writeStackFile(file: string, config: Config): void {
  const document = parseDocument(existsSync(file) ? readFileSync(file, "utf8") : "");
  document.set("config", document.createNode(config));
  writeFileSync(file, document.toString(), { mode: 0o600 });
}
