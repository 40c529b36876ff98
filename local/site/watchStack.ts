/** Notices that a stack was brought up again: the engine writes the stack's state anew. */
import { unwatchFile, watchFile } from "node:fs";

/** How long the state has to rest before it is read: a run writes it many times. Milliseconds. */
const rest = 1_500;

/**
 * Calls back each time a stack's state has changed and come to rest.
 *
 * @param file - the stack's state in the engine's backend
 * @returns a function that ends it
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
