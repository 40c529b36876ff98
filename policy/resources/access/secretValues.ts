import type { SecretVersionArgs } from "@pulumi/aws/secretsmanager";
import type { ParameterArgs } from "@pulumi/aws/ssm";
import type { Unwrap } from "@pulumi/pulumi";
import type { Field } from "../../values/field";
import { Reader } from "../reader";
import { recordReaders } from "../recordReaders";
import { resourceTypes as t } from "../resourceTypes";

/** A value in Secrets Manager or Parameter Store. */
export interface StoredValue {
  readonly urn: string;
  /** The secret that it is a version of; absent for a parameter. */
  readonly secret: Field<string>;
  /** Never for a message. */
  readonly value: Field<string>;
}

/** Values of secrets and parameters. */
export const storedValues = recordReaders<StoredValue>({
  [t.secretVersion]: readSecretVersion,
  [t.parameter]: readParameter,
});

function readSecretVersion(urn: string, props: object): StoredValue[] {
  const args = Reader.over<Unwrap<SecretVersionArgs>>(props);
  const value = firstSet([args.at("secretString").string(), args.at("secretStringWo").string()]);
  return [{ urn, secret: args.at("secretId").string(), value }];
}

function readParameter(urn: string, props: object): StoredValue[] {
  const args = Reader.over<Unwrap<ParameterArgs>>(props);
  const value = firstSet([
    args.at("value").string(),
    args.at("insecureValue").string(),
    args.at("valueWo").string(),
  ]);
  return [{ urn, secret: { state: "absent", path: "" }, value }];
}

function firstSet(fields: readonly Field<string>[]): Field<string> {
  return fields.find(({ state }) => state !== "absent") ?? { state: "absent", path: "" };
}
