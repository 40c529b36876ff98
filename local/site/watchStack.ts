/** Watches a stack's state file, which the engine writes during an update. */
import { unwatchFile, watchFile } from "node:fs";

/** How long the file has to be unchanged before it is read. Milliseconds. */
const rest = 1_500;

/**
 * Calls back each time a stack's state has changed and settled.
 *
 * @param file - the stack's state in the engine's backend
 * @returns a function that stops watching
 */
export function watchStack(file: string, changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  watchFile(file, { interval: 500, persistent: false }, () => {
    clearTimeout(timer);
    timer = setTimeout(changed, rest).unref();
  });
  return () => {
    unwatchFile(file);
    clearTimeout(timer);
  };
}
