/** The files that hold the version, and how each is changed. */
import type { RepositoryFields } from "./repository";

/** A manifest, with the fields that a release changes. */
type Manifest = Record<string, unknown> & { packages?: Record<string, Record<string, unknown>> };

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Returns a JSON file with another version; a lock file holds it twice. */
function versioned(text: string, version: string): string {
  const manifest = JSON.parse(text) as Manifest;
  const own = manifest.packages?.[""];
  return json({
    ...manifest,
    version,
    ...(own !== undefined && { packages: { ...manifest.packages, "": { ...own, version } } }),
  });
}

/** Returns package.json with another version and the repository, whose fields stand after the license. */
export function releasedManifest(text: string, version: string, fields: RepositoryFields): string {
  const manifest = JSON.parse(text) as Manifest;
  const entries = Object.entries({ ...manifest, version }).filter(([key]) => !(key in fields));
  const at = entries.findIndex(([key]) => key === "license") + 1;
  return json(Object.fromEntries([...entries.slice(0, at), ...Object.entries(fields), ...entries.slice(at)]));
}

/** Returns the README with the version in its rejected preview. */
const readme = (text: string, version: string): string =>
  text.replace(/(secure-origin@v)\d+\.\d+\.\d+(?:-[\w.]+)?/g, `$1${version}`);

/** Files beside package.json, each with the function that writes a version into its text. */
export const versionPlaces: ReadonlyMap<string, (text: string, version: string) => string> = new Map([
  ["package-lock.json", versioned],
  ["plugin/package.json", versioned],
  ["plugin/schema.json", versioned],
  ["policy/package.json", versioned],
  ["README.md", readme],
]);
