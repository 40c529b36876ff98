import type { Moment, Resource } from "../misconfigurations/stackModel";

/** Options of the pack that a case may set. */
interface CaseOptions {
  readonly levels?: Readonly<Record<string, "advisory">>;
  readonly securePaths?: readonly string[];
  readonly publicPaths?: readonly string[];
  readonly adminCidrs?: readonly string[];
  readonly protectedOrigins?: readonly string[];
  readonly signingKeys?: readonly string[];
  readonly edgeFunctions?: readonly { readonly function: string; readonly reason: string }[];
}

/** A complete stack whose verdict follows from AWS's documentation, not from the pack's sources. */
export interface IndependentCase {
  readonly id: string;
  /** The stack, in one sentence. */
  readonly what: string;
  /** The page of AWS's documentation that decides it. */
  readonly source: string;
  readonly verdict: "refused" | "accepted";
  readonly resources: readonly Resource[];
  readonly options?: CaseOptions;
  /** When the verdict can be seen; both moments, unless a preview shows what an accepted stack shows as well. */
  readonly moments?: readonly Moment[];
  /** The name of a resource that a finding must be on, or name. */
  readonly names?: string;
}
