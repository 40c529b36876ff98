import type { Field } from "../../values/field";
import { pathPatternSource } from "../../values/globs";
import type { RawResource } from "../rawResource";
import { Reader } from "../reader";

/** The paths that a component declares for the distributions below it. */
export interface Declaration {
  /** The component's URN. */
  readonly component: string;
  /** Patterns of the paths that need a signature. */
  readonly securePaths: readonly Field<string>[];
  /** Patterns of its public paths; those inside a secure path are exceptions to it. */
  readonly publicPaths: readonly Field<string>[];
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
 * Collects what components declare, for the resources below them.
 *
 * Rules on single resources see one resource at a time, but every resource is analyzed after its parent. So each recorded
 * resource inherits what its parent has. Recording a URN again replaces what it had, and a URN contains the stack and the
 * project, so nothing carries over to another stack or operation.
 */
export class Declarations {
  private readonly byUrn = new Map<string, readonly Declaration[] | undefined>();

  /** Records a resource, if it is a declaring component or below one. */
  record(resource: RawResource): void {
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
   * Returns what the components above a resource declare, or `undefined` if one of them was not recorded.
   *
   * @param parent the resource's parent, in case the resource was not recorded
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

function inheritedFrom(
  parent: string | undefined,
  declarations: Declarations,
): readonly Declaration[] | undefined {
  return parent === undefined ? [] : declarations.of(parent);
}

/**
 * Returns whether a resource is a declaring component or below one. A URN contains the types of all ancestors:
 * `urn:pulumi:<stack>::<project>::<type>$<type>::<name>`.
 */
function isBelowComponent(urn: string): boolean {
  if (!urn.includes("secure-origin:")) {
    return false;
  }
  const [, , types = ""] = urn.split("::");
  return types.split("$").some((type) => declaringTypes.has(type));
}

/** A component without these inputs, such as one of an older release, declares nothing. */
function declarationOf({ urn, props }: RawResource): Declaration[] {
  const inputs = Reader.over<Inputs>(props);
  const securePaths = patternsIn(inputs.at("securePaths"));
  const publicPaths = patternsIn(inputs.at("publicPaths"));
  return securePaths.length + publicPaths.length === 0 ? [] : [{ component: urn, securePaths, publicPaths }];
}

/** An invalid pattern counts as unknown: it must not be skipped, and no message may quote it. */
function patternsIn(list: Reader<string[]>): Field<string>[] {
  return list
    .strings()
    .map((each) =>
      each.state === "unknown" || (each.state === "known" && patternSyntax.test(each.value))
        ? each
        : { state: "unknown", path: each.path, reason: "shape" },
    );
}

const patternSyntax = new RegExp(pathPatternSource);
