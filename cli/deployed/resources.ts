/** The resources of a stack's state, with the components that they are part of. Secrets are not read. */
import { UsageError } from "../report";

/** A resource as the state has it. */
export interface DeployedResource {
  readonly urn?: string;
  readonly type?: string;
  readonly id?: string;
  readonly parent?: string;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly created?: string;
  readonly modified?: string;
  readonly sourcePosition?: string;
  /** Set for the old half of a replacement, which waits for its deletion. */
  readonly delete?: boolean;
}

/** The component that has all that a site is made of. */
const siteType = "secure-origin:index:SecureOrigin";

/** Reads the resources that exist from what `pulumi stack export` writes. */
export function deployedResources(state: unknown): readonly DeployedResource[] {
  const { deployment } = (state ?? {}) as { deployment?: { resources?: readonly DeployedResource[] | null } };
  return (deployment?.resources ?? []).filter((resource) => resource.delete !== true);
}

/** The name that the program gave a resource. */
export function nameOf({ urn = "" }: DeployedResource): string {
  return urn.split("::").at(-1) ?? "";
}

/** The component in a program whose argument decides about a part of a site. */
export interface Owner {
  /** The component's name, by which `--site` chooses it; undefined where the state does not tell. */
  readonly site: string | undefined;
  /** Its class: SecureOrigin, or the part alone where a program uses that. */
  readonly component: string;
  /** Where the program makes it, `index.ts, line 4`; undefined where the state does not tell. */
  readonly position: string | undefined;
}

/** The outermost site that a resource is in. A parent comes before its children in a state, so the way up ends. */
function siteAround(part: DeployedResource, all: readonly DeployedResource[]): DeployedResource | undefined {
  const before = all.slice(0, all.indexOf(part));
  const above = before.find(({ urn }) => urn !== undefined && urn === part.parent);
  const around = above && siteAround(above, before);
  return around ?? (part.type === siteType ? part : undefined);
}

/** Finds the component that a program makes a part of a site by: the site around it, or the part itself. */
export function ownerOf(part: DeployedResource, all: readonly DeployedResource[]): Owner {
  const found = siteAround(part, all) ?? part;
  const [, file, line] = /^project:\/\/\/((?!\.\.)[^#]+)#(\d+)/.exec(found.sourcePosition ?? "") ?? [];
  return {
    site: nameOf(found),
    component: found.type?.split(":").at(-1) ?? "",
    position: file === undefined || line === undefined ? undefined : `${file}, line ${line}`,
  };
}

/**
 * Chooses the part of the site that a command is about.
 *
 * @param what what the parts are, for the error
 * @throws UsageError when there are more and none is named, or when none is called so
 */
export function chooseSite<Part extends { readonly owner: Owner }>(
  parts: readonly Part[],
  what: string,
  site: string | undefined,
): Part | undefined {
  const names = parts.flatMap(({ owner }) => owner.site ?? []);
  if (site !== undefined) {
    const found = parts.find(({ owner }) => owner.site === site);
    if (found === undefined) {
      throw new UsageError(
        `--site: the stack as it is deployed has no ${what} of ${site}`,
        names.length === 0 ? "leave --site out" : `it has those of ${names.join(", ")}`,
      );
    }
    return found;
  }
  if (parts.length > 1) {
    throw new UsageError(
      `the stack has the ${what} of ${parts.length} sites: ${names.join(", ")}`,
      `choose one: --site ${names[0] ?? ""}`,
    );
  }
  return parts[0];
}
