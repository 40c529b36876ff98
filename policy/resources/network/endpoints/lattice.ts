import type {
  ResourceConfigurationArgs,
  ServiceArgs,
  TargetGroupAttachmentArgs,
} from "@pulumi/aws/vpclattice";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../../values/field";
import { Reader } from "../../reader";
import { recordReaders } from "../../recordReaders";
import { resourceTypes as t } from "../../resourceTypes";
import { type OtherEndpoint, publicEndpoint } from "./endpoint";

const shared = { ...publicEndpoint, from: "every client of the service network" };

/** A service of VPC Lattice. */
export interface LatticeService {
  readonly urn: string;
  /** `AWS_IAM` if its auth policy decides who may call it; `NONE` by default. */
  readonly authentication: Field<string>;
}

/** Services of VPC Lattice. */
export const latticeServices = recordReaders<LatticeService>({
  [t.latticeService]: readLatticeService,
});

function readLatticeService(urn: string, props: object): LatticeService[] {
  return [{ urn, authentication: Reader.over<Unwrap<ServiceArgs>>(props).at("authType").string() }];
}

/** Reads a target of VPC Lattice. */
export function readLatticeTarget(urn: string, props: object): OtherEndpoint[] {
  const target = Reader.over<Unwrap<TargetGroupAttachmentArgs>>(props).at("target").at("id").string();
  return [{ urn, kind: "VPC Lattice target", ...shared, target, source: "inside", fix: "Remove the target" }];
}

/**
 * Reads a resource configuration, whose resource gateway sends from its own subnets and security groups. There is no
 * authentication: who can use the service network can connect.
 *
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/resource-configuration.html
 */
export function readLatticeResource(urn: string, props: object): OtherEndpoint[] {
  const args = Reader.over<Unwrap<ResourceConfigurationArgs>>(props);
  const definition = args.at("resourceConfigurationDefinition");
  return [
    definition.at("ipResource").at("ipAddress").string(),
    definition.at("dnsResource").at("domainName").string(),
    definition.at("arnResource").at("arn").string(),
  ]
    .filter((target) => target.state !== "absent")
    .slice(0, definition.raw().state === "unknown" ? 1 : 3)
    .map((target) => ({
      urn,
      kind: "VPC Lattice resource",
      ...shared,
      target,
      source: "inside",
      link: args.at("resourceGatewayIdentifier").string(),
      fix: "Remove the resource configuration",
    }));
}
