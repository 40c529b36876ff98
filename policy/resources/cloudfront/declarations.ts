import type { Field } from "../../values/field";
import { pathPatternSource } from "../../values/globs";
import { Reader } from "../reader";

/** What a component declares about the paths of the distributions beneath it. */
export interface Declaration {
  /** The component's URN. */
  readonly component: string;
  /** Patterns of the paths that need a signature; one that cannot be seen is `unknown`. */
  readonly securePaths: readonly Field<string>[];
  /** Patterns of its public paths; those inside a secure path are its exceptions. */
  readonly publicPaths: readonly Field<string>[];
}

/** A resource as far as declarations are read from it. */
export interface Declaring {
  readonly type: string;
  readonly urn: string;
  readonly props: object;
  readonly opts?: { readonly parent?: string };
}

/** Components that declare paths as their inputs. */
const declaringTypes: ReadonlySet<string> = new Set([
  "secure-origin:index:Distribution",
  "secure-origin:index:SecureOrigin",
]);

interface Inputs {
  securePaths: string[];
  publicPaths: string[];
}

/**
 * Collects what components declare, for the resources beneath them.
 *
 * A rule on single resources sees one resource at a time, but every resource is analyzed after its parent, in an update
 * as in a state. So each resource that is recorded inherits what its parent has. A later record of a URN replaces the
 * earlier one, and the URN holds stack and project: nothing is carried over to another stack or operation.
 */
export class Declarations {
  private readonly byUrn = new Map<string, readonly Declaration[] | undefined>();

  /** Takes in one resource; those that no declaring component is above of cost one look at their URN. */
  record(resource: Declaring): void {
    const { type, urn, opts } = resource;
    if (!isBelowComponent(urn)) {
      return;
    }
    const inherited = inheritedFrom(opts?.parent, this);
    this.byUrn.set(
      urn,
      inherited === undefined || !declaringTypes.has(type)
        ? inherited
        : [...inherited, ...declarationOf(resource)],
    );
  }

  /**
   * What the components above a resource declare; nothing at all (`undefined`) if one of them was not recorded, so that
   * it is not known.
   *
   * @param parent the resource's parent, for a resource that is not recorded itself
   */
  of(urn: string, parent?: string): readonly Declaration[] | undefined {
    if (!isBelowComponent(urn)) {
      return [];
    }
    if (this.byUrn.has(urn) || parent === undefined) {
      return this.byUrn.get(urn);
    }
    return this.of(parent);
  }
}

/** The top of a chain has no parent, or one that no component is above of. */
function inheritedFrom(
  parent: string | undefined,
  declarations: Declarations,
): readonly Declaration[] | undefined {
  return parent === undefined ? [] : declarations.of(parent);
}

/**
 * Whether a resource is a declaring component or lies beneath one. The engine writes the types of all ancestors into a
 * URN: `urn:pulumi:<stack>::<project>::<type>$<type>::<name>`.
 */
function isBelowComponent(urn: string): boolean {
  if (!urn.includes("secure-origin:")) {
    return false;
  }
  const [, , types = ""] = urn.split("::");
  return types.split("$").some((type) => declaringTypes.has(type));
}

/** A component that says nothing, because its inputs were not sent or it is of an older release, declares nothing. */
function declarationOf({ urn, props }: Declaring): Declaration[] {
  const inputs = Reader.over<Inputs>(props);
  const securePaths = patternsIn(inputs.at("securePaths"));
  const publicPaths = patternsIn(inputs.at("publicPaths"));
  return securePaths.length + publicPaths.length === 0 ? [] : [{ component: urn, securePaths, publicPaths }];
}

/** What is no pattern counts as one that cannot be seen: it must not count as none, and no message may quote it. */
function patternsIn(list: Reader<string[]>): Field<string>[] {
  return list
    .texts()
    .map((each) =>
      each.state === "unknown" || (each.state === "known" && patternSyntax.test(each.value))
        ? each
        : { state: "unknown", path: each.path, reason: "shape" },
    );
}

const patternSyntax = new RegExp(pathPatternSource);
