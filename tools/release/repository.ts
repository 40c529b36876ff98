/** Names the repository in package.json, as npm's provenance compares it with the workflow that publishes. */

/** What package.json says of a repository. */
export interface RepositoryFields {
  readonly repository: { readonly type: "git"; readonly url: string };
  readonly homepage: string;
  readonly bugs: { readonly url: string };
}

/** Addresses of a repository on GitHub: https, ssh, and Git's short form of it. */
const onGitHub =
  /^(?:git\+)?(?:https:\/\/|ssh:\/\/git@|git@)github\.com[/:]([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/;

/** Returns the `owner/name` of a repository on GitHub; undefined for any other address. */
export function gitHubName(address: string): string | undefined {
  const [, owner, name] = onGitHub.exec(address) ?? [];
  return owner === undefined || name === undefined ? undefined : `${owner}/${name}`;
}

/** Returns the fields of package.json for a repository on GitHub. */
export function repositoryFields(name: string): RepositoryFields {
  const page = `https://github.com/${name}`;
  return {
    repository: { type: "git", url: `git+${page}.git` },
    homepage: `${page}#readme`,
    bugs: { url: `${page}/issues` },
  };
}
