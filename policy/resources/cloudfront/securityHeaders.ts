import type { ResponseHeadersPolicyArgs } from "@pulumi/aws/cloudfront";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** The security headers of a response headers policy. */
export interface SecurityHeaders {
  readonly urn: string;
  /** The maximum age of Strict-Transport-Security, in seconds. */
  readonly transportSecurity: Field<number>;
  readonly whole: Field<unknown>;
}

/** The security headers of response headers policies. */
export const securityHeaders = recordReaders<SecurityHeaders>({
  [t.responseHeadersPolicy]: readSecurityHeaders,
});

function readSecurityHeaders(urn: string, props: object): SecurityHeaders[] {
  const headers = Reader.over<Unwrap<ResponseHeadersPolicyArgs>>(props).at("securityHeadersConfig");
  return [
    {
      urn,
      transportSecurity: headers.at("strictTransportSecurity").at("accessControlMaxAgeSec").number(),
      whole: headers.raw(),
    },
  ];
}
