import type { Field } from "../../values/field";
import type { Document } from "../../values/policyDocuments";

/** The policy of a KMS key or a secret, as a separate resource. */
export interface ResourcePolicy {
  readonly urn: string;
  readonly of: Field<string>;
  readonly document: Document;
}
