import type { ResponseHeadersPolicyArgs } from "@pulumi/aws/cloudfront";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";

/** What a response headers policy adds to answers. */
export interface SecurityHeaders {
  readonly urn: string;
  /** The maximum age of Strict-Transport-Security, in seconds. */
  readonly transportSecurity: Field<number>;
  readonly whole: Field<unknown>;
}

/** Reads a response headers policy. */
export function readSecurityHeaders(urn: string, props: object): SecurityHeaders[] {
  const headers = Reader.over<Unwrap<ResponseHeadersPolicyArgs>>(props).at("securityHeadersConfig");
  return [
    {
      urn,
      transportSecurity: headers.at("strictTransportSecurity").at("accessControlMaxAgeSec").number(),
      whole: headers.any(),
    },
  ];
}
