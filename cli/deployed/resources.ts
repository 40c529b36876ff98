/** The resources in a stack's state and the components that they belong to. Secrets are not read. */
import { UsageError } from "../report";

/** A resource in the state. */
export interface DeployedResource {
  readonly urn?: string;
  readonly type?: string;
  readonly id?: string;
  readonly parent?: string;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly created?: string;
  readonly modified?: string;
  readonly sourcePosition?: string;
  /** True for a replaced resource that is not deleted yet. */
  readonly delete?: boolean;
}

/** The component of a whole site. */
const siteType = "secure-origin:index:SecureOrigin";

/** Returns the existing resources in the output of `pulumi stack export`. */
export function deployedResources(state: unknown): readonly DeployedResource[] {
  const { deployment } = (state ?? {}) as { deployment?: { resources?: readonly DeployedResource[] | null } };
  return (deployment?.resources ?? []).filter((resource) => resource.delete !== true);
}

/** Returns the name of a resource in the program. */
export function nameOf({ urn = "" }: DeployedResource): string {
  return urn.split("::").at(-1) ?? "";
}

/** The component whose arguments configure a part of a site. */
export interface Owner {
  /** The component's name, as in `--site`; undefined where unknown. */
  readonly site: string | undefined;
  /** Its class: SecureOrigin, or that of the part where a program uses it directly. */
  readonly component: string;
  /** Where the program creates it, `index.ts, line 4`; undefined where unknown. */
  readonly position: string | undefined;
}

/** Finds the outermost site of a resource. Parents come before their children in a state, so the recursion ends. */
function siteAround(part: DeployedResource, all: readonly DeployedResource[]): DeployedResource | undefined {
  const before = all.slice(0, all.indexOf(part));
  const above = before.find(({ urn }) => urn !== undefined && urn === part.parent);
  const around = above && siteAround(above, before);
  return around ?? (part.type === siteType ? part : undefined);
}

/** Finds the component by which a program creates a part of a site: the site around it, or the part itself. */
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
 * Selects the part of one site.
 *
 * @param what the name of the parts in errors
 * @throws UsageError when there are several and none is named, or when the named site does not exist
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
        `--site: the deployed stack has no ${what} of ${site}`,
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
