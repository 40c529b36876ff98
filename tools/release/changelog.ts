/** Reads and changes CHANGELOG.md. */

const heading = "## Unreleased";

/** Returns the text below a heading, up to the next one; undefined without the heading. */
function sectionOf(changelog: string, title: string): string | undefined {
  const lines = changelog.split("\n");
  const start = lines.findIndex((line) => line === title || line.startsWith(`${title}, `));
  if (start === -1) {
    return undefined;
  }
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith("## "));
  return lines
    .slice(start + 1, length === -1 ? undefined : start + 1 + length)
    .join("\n")
    .trim();
}

/** Returns what the next release changes; undefined without an Unreleased section. */
export const unreleasedNotes = (changelog: string): string | undefined => sectionOf(changelog, heading);

/** Returns what a release changed; undefined if the changelog does not name it. */
export const notesOf = (changelog: string, version: string): string | undefined =>
  sectionOf(changelog, `## ${version}`);

/** Moves what is unreleased below the version and the day of its release. */
export function releaseNotes(changelog: string, version: string, day: string): string {
  return changelog.replace(new RegExp(`^${heading}$`, "m"), `${heading}\n\n## ${version}, ${day}`);
}
