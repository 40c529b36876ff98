/** Decides what stands against a release. */
import { UserError } from "../../local/terminal/userError";
import { gitHubName } from "./repository";

/** What a release depends on, besides its tests. */
export interface Checkout {
  readonly branch: string;
  /** Changed and untracked files, as `git status --porcelain` lists them. */
  readonly changes: readonly string[];
  /** Whether the tag of the version exists. */
  readonly tagged: boolean;
  /** What the changelog says of the next release. */
  readonly notes: string | undefined;
  /** Address of the remote `origin`. */
  readonly origin: string | undefined;
  /** `repository.url` in package.json. */
  readonly repository: string | undefined;
  /** Files of the public types that changed since the last release. */
  readonly changedTypes: readonly string[];
}

const few = (names: readonly string[]): string =>
  `${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`;

/** Describes a repository that the release workflow cannot publish from. */
function repositoryRefusal({ origin, repository }: Checkout): string | undefined {
  if (origin === undefined) {
    return "there is no remote origin, and npm's provenance names the repository: add it with git remote add origin URL";
  }
  const name = gitHubName(origin);
  if (name === undefined) {
    return `the remote origin is ${origin}; allowed: a repository on GitHub, whose workflow .github/workflows/release.yml publishes`;
  }
  return repository === undefined || gitHubName(repository) === name
    ? undefined
    : `repository.url in package.json is ${repository}, and the remote origin is ${origin}: npm refuses the provenance unless they are the same; correct the one that is wrong`;
}

/** Lists what stands against the release of a version, one line each. */
export function refusals(checkout: Checkout, version: string, step: string): string[] {
  const { branch, changes, tagged, notes, changedTypes } = checkout;
  return [
    branch === "main" ? undefined : `the branch is ${branch}; releases are made on main: git switch main`,
    changes.length === 0
      ? undefined
      : `the tree has changes (${few(changes)}): commit them, or take them back`,
    tagged ? `the tag v${version} exists: a release is never made twice; ask for another step` : undefined,
    (notes ?? "") === ""
      ? "CHANGELOG.md has nothing below “## Unreleased”: write there what the release changes"
      : undefined,
    step === "patch" && changedTypes.length > 0
      ? `the public types changed since the last release (${few(changedTypes)}), and a patch keeps them: ask for minor or major`
      : undefined,
    repositoryRefusal(checkout),
  ].filter((refusal) => refusal !== undefined);
}

/** Says what stands against something, one line each. @throws {UserError} if anything does */
export function refuse(what: string, against: readonly string[], say: (line: string) => void): void {
  const [only, ...more] = against;
  if (only === undefined) {
    return;
  }
  if (more.length === 0) {
    throw new UserError(`${what}: ${only}`);
  }
  for (const refusal of against) {
    say(`- ${refusal}`);
  }
  throw new UserError(`${what}, for the ${against.length} reasons above`);
}
