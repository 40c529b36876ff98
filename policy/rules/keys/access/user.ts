import type { Finding } from "../../rule";

/** A principal that can use a key, and the argument that allows it. */
export interface User {
  /** The URN of a resource of this stack, or the name of a principal outside it. */
  readonly who: string;
  readonly urn: string;
  readonly path: string;
  /** Whether it cannot use the key, but give itself access to it. */
  readonly isAdministrator?: boolean;
}

/** Who can use a key, and what lets too many use it whoever they are. */
export interface Access {
  readonly users: readonly User[];
  readonly findings: readonly Finding[];
}
