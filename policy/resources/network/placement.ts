import type { Field } from "../../values/field";

/** The security groups and subnets of something in a VPC. */
export interface Placement {
  readonly securityGroups: readonly Field<string>[];
  readonly subnets: readonly Field<string>[];
}

/** A resource in a VPC, such as a function or a VPC link. */
export interface PlacedResource extends Placement {
  readonly urn: string;
}
