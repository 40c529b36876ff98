/** Keeps a stack of a release in one file: its state, and the account in the local cloud that it describes. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { type LocalFolder, stackStateFile } from "../../../local/engine";
import { projectFolder } from "../../../local/run/project";
import { projectName } from "../../../local/run/projectName";

/** The folder of the kept states, `<version>.json.br` each. */
export const statesFolder = join(__dirname, "states");

/** The stack of this project that is kept. */
export const keptStack = "dev";

/** Takes the place of the project's folder, which differs between machines. */
const FOLDER = "{project}";

const stateFile = (folder: LocalFolder): string => stackStateFile(folder, projectName, keptStack);
const accountFile = (folder: LocalFolder): string => join(folder.cloud, "account.json");

/** Leaves out the private keys of the local cloud: no update needs them. */
function withoutPrivateKeys(account: string): unknown {
  return JSON.parse(account, (key, value: unknown) => (key === "privateKeyPem" ? undefined : value));
}

/** Returns the content of a file that keeps the stack in a local folder; its secrets stay encrypted in the state. */
export function packState(folder: LocalFolder): Buffer {
  const kept = {
    state: JSON.parse(readFileSync(stateFile(folder), "utf8")) as unknown,
    account: withoutPrivateKeys(readFileSync(accountFile(folder), "utf8")),
  };
  return brotliCompressSync(JSON.stringify(kept).replaceAll(projectFolder, FOLDER));
}

/** Creates the kept stack in an empty local folder. */
export function restoreState(content: Buffer, folder: LocalFolder): void {
  const text = brotliDecompressSync(content).toString().replaceAll(FOLDER, projectFolder);
  const kept = JSON.parse(text) as { state: unknown; account: unknown };
  for (const [file, value] of [
    [stateFile(folder), kept.state],
    [accountFile(folder), kept.account],
  ] as const) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, JSON.stringify(value), { mode: 0o600 });
  }
}
