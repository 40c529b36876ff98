import type { OriginAccessControlArgs } from "@pulumi/aws/cloudfront";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** An origin access control: how CloudFront signs its requests to an origin. */
export interface OriginAccessControl {
  readonly urn: string;
  /** `s3`, `lambda`, or the type of another service. */
  readonly originType: Field<string>;
  /** `always`, `no-override` (unless the viewer sends `Authorization`), or `never`. */
  readonly signing: Field<string>;
}

/** An origin access identity, as which older distributions read a bucket; its names are outputs. */
export interface OriginAccessIdentity {
  readonly urn: string;
  readonly id: Field<string>;
  readonly canonicalUserId: Field<string>;
}

interface IdentityOutputs {
  id: string;
  s3CanonicalUserId: string;
}

/** Origin access controls. */
export const originAccessControls = recordReaders<OriginAccessControl>({
  [t.originAccessControl]: readAccessControl,
});

/** Origin access identities. */
export const originAccessIdentities = recordReaders<OriginAccessIdentity>({
  [t.originAccessIdentity]: readIdentity,
});

function readAccessControl(urn: string, props: object): OriginAccessControl[] {
  const args = Reader.over<Unwrap<OriginAccessControlArgs>>(props);
  return [
    {
      urn,
      originType: args.at("originAccessControlOriginType").string(),
      signing: args.at("signingBehavior").string(),
    },
  ];
}

function readIdentity(urn: string, props: object): OriginAccessIdentity[] {
  const outputs = Reader.over<IdentityOutputs>(props);
  return [{ urn, id: outputs.at("id").string(), canonicalUserId: outputs.at("s3CanonicalUserId").string() }];
}
