import type { RestApiArgs, RestApiPolicyArgs } from "@pulumi/aws/apigateway";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../../values/field";
import { type Document, readDocument } from "../../../values/policyDocuments";
import { Reader } from "../../reader";
import { recordReaders } from "../../recordReaders";
import { resourceTypes as t } from "../../resourceTypes";

/** A REST API, and who may call it. */
export interface RestApi {
  readonly urn: string;
  /** `PRIVATE` if it answers through VPC endpoints alone. */
  readonly endpointType: Field<string>;
  /** The policies in its arguments and in its definition. */
  readonly policies: readonly Document[];
}

/** A policy of a REST API that is a resource of its own. */
export interface RestApiPolicy {
  readonly urn: string;
  readonly api: Field<string>;
  readonly policy: Document;
}

/** REST APIs. */
export const restApis = recordReaders<RestApi>({ [t.restApi]: readRestApiAccess });

/** Policies of REST APIs. */
export const restApiPolicies = recordReaders<RestApiPolicy>({ [t.restApiPolicy]: readRestApiPolicy });

function readRestApiAccess(urn: string, props: object): RestApi[] {
  const args = Reader.over<Unwrap<RestApiArgs>>(props);
  return [
    {
      urn,
      endpointType: args.at("endpointConfiguration").at("types").string(),
      policies: [(args.at("policy") as Reader<unknown>).document(), policyIn(args.at("body").string())],
    },
  ];
}

/**
 * Reads the policy in a definition; one in YAML is not read.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/openapi-extensions-policy.html
 */
function policyIn(body: Field<string>): Document {
  const extension = "x-amazon-apigateway-policy";
  const { path } = body;
  if (body.state !== "known" || !body.value.includes(extension)) {
    return { state: "absent" };
  }
  try {
    const value = (JSON.parse(body.value) as Record<string, unknown>)[extension];
    return readDocument({ state: "known", path, value });
  } catch {
    return { state: "unknown", field: { state: "unknown", path, reason: "shape" } };
  }
}

function readRestApiPolicy(urn: string, props: object): RestApiPolicy[] {
  const args = Reader.over<Unwrap<RestApiPolicyArgs>>(props);
  return [
    {
      urn,
      api: args.at("restApiId").string(),
      policy: (args.at("policy") as Reader<unknown>).document(),
    },
  ];
}
