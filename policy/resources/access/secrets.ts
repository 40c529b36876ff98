import type { SecretArgs, SecretPolicyArgs } from "@pulumi/aws/secretsmanager";
import type { Unwrap } from "@pulumi/pulumi";
import type { Document } from "../../values/policyDocuments";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";
import type { ResourcePolicy } from "./resourcePolicy";

/** A secret in Secrets Manager. */
export interface Secret {
  readonly urn: string;
  readonly document: Document;
}

/** Secret policies that are resources. */
export const secretPolicies = recordReaders<ResourcePolicy>({
  [t.secretPolicy]: readSecretPolicy,
});

/** Secrets. */
export const secrets = recordReaders<Secret>({
  [t.secret]: readSecret,
});

function readSecretPolicy(urn: string, props: object): ResourcePolicy[] {
  const args = Reader.over<Unwrap<SecretPolicyArgs>>(props);
  return [{ urn, of: args.at("secretArn").string(), document: args.at("policy").document() }];
}

function readSecret(urn: string, props: object): Secret[] {
  const args = Reader.over<Unwrap<SecretArgs>>(props);
  return [{ urn, document: args.at("policy").document() }];
}
