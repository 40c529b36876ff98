/** The project's folders. */
import { resolve } from "node:path";
import { type LocalFolder, localFolder } from "../engine";

/** This project's folder. */
export const projectFolder = resolve(__dirname, "../..");

/** Returns the folder of local runs: SECURE_ORIGIN_LOCAL_DIR, or `.local` in the project. */
export function ownLocalFolder(env: NodeJS.ProcessEnv = process.env): LocalFolder {
  return localFolder(resolve(projectFolder, env.SECURE_ORIGIN_LOCAL_DIR ?? ".local"));
}
