/** Decides whether a tag may be published. */
import { notesOf } from "./changelog";
import { gitHubName } from "./repository";

/** A tagged commit, as the workflow has it. */
export interface TaggedCommit {
  readonly tag: string;
  /** `owner/name` of the repository in which the workflow runs. */
  readonly runsIn: string;
  readonly manifest: {
    readonly version: string;
    readonly private?: boolean;
    readonly repository?: { readonly url?: string };
  };
  readonly changelog: string;
}

/** Lists what stands against publishing a tag, one line each. */
export function publishRefusals({ tag, runsIn, manifest, changelog }: TaggedCommit): string[] {
  const { version, repository } = manifest;
  const url = repository?.url ?? "missing";
  return [
    tag === `v${version}`
      ? undefined
      : `the tag is ${tag}, and package.json has ${version}: npm run release makes both`,
    gitHubName(url) === runsIn
      ? undefined
      : `repository.url in package.json is ${url}; allowed: ${runsIn}, where this runs, or npm refuses the provenance`,
    (notesOf(changelog, version) ?? "") === ""
      ? `CHANGELOG.md says nothing of ${version}: npm run release writes it`
      : undefined,
    manifest.private === true ? "package.json is private, so npm refuses to publish it" : undefined,
  ].filter((refusal) => refusal !== undefined);
}
