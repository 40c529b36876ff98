/** Names of a site's files, made from its session keys as the site makes them. */
import { readFileSync } from "node:fs";
import { FileNames } from "../../../app/access/fileNames";
import { parseKeys } from "../../../app/session/keyring";

/** The names that a site with these session keys gives its files. */
export function fileNamesOf(keysFile: string, clock = () => Math.floor(Date.now() / 1_000)): FileNames {
  const keys = parseKeys(readFileSync(keysFile, "utf8"));
  const [first] = keys;
  if (first === undefined) {
    throw new Error("there is no key");
  }
  return new FileNames(
    {
      sealing: () => Promise.resolve(first),
      opening: (id) => Promise.resolve(keys.find((key) => key.id === id)),
    },
    clock,
  );
}
