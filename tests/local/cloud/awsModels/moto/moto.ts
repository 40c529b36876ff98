/** Sends the create requests of a stack to moto's server. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import type { AccountFile, AccountResource } from "../../../../../local/cloud";
import { type Model, modelOf } from "../../../../../local/cloud/awsModels/model";
import { withDefaults } from "../../../../../local/cloud/engine/outputs";
import { RECORD } from "../../../../../local/cloud/model/tokens";
import { asText, type Properties, plain } from "../../../../../local/cloud/values";
import { motoPython } from "../../../../support/moto";
import { buildRequest } from "./buildRequest";

/** A create request. */
export interface MotoRequest {
  readonly type: string;
  readonly name: string;
  readonly service: string;
  readonly region: string;
  readonly operation: string;
  readonly params: Properties;
  /** The outputs that other requests may refer to. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** Moto's answer: it lacks the operation, fails itself, or judges the request. */
export interface MotoAnswer {
  readonly type: string;
  readonly name: string;
  readonly operation: string;
  readonly outcome: "accepted" | "refused" | "lacking" | "failed";
  readonly message?: string;
}

/** Returns the create request of a resource, by default with its own arguments, and without AWS's generated values. */
export function requestOf(resource: AccountResource, inputs: Properties = resource.inputs): MotoRequest[] {
  const model = resource.urn === undefined ? undefined : modelOf(resource.type);
  if (model === undefined) {
    return [];
  }
  const texts = Object.entries(resource.outputs).flatMap(([key, value]) =>
    typeof value === "string" ? [[key, value] as const] : [],
  );
  return [
    {
      type: resource.type,
      name: resource.urn?.split("::").at(-1) ?? "",
      service: model.table.service,
      region: resource.region === "aws-global" ? "us-east-1" : resource.region,
      operation: model.type.operations.create,
      params: buildRequest(model, withDefaults(model.type.inputs, named(model, resource, plain(inputs)))),
      outputs: { ...Object.fromEntries(texts), id: resource.id },
    },
  ];
}

/** Returns the arguments with the name that the provider generated from a prefix. */
function named(model: Model, { outputs }: AccountResource, inputs: Properties): Properties {
  const field = model.type.naming?.field;
  const name = field === undefined ? undefined : outputs[field];
  return field === undefined || name === undefined || inputs[field] !== undefined
    ? inputs
    : { ...inputs, [field]: name };
}

/** The requests for an account. */
export interface AccountRequests {
  readonly account: AccountFile;
  readonly requests: readonly MotoRequest[];
}

/** Sends requests in sequence to a moto server that it starts and stops, and empties for each account. */
export function sendToMoto(accounts: readonly AccountRequests[]): Promise<MotoAnswer[][]> {
  const input = accounts.map(({ account, requests }) => ({
    accountId: account.accountId,
    zones: zonesOf(account).map((id) => ({ id, name: "example.com" })),
    requests,
  }));
  return new Promise((resolve, reject) => {
    const run = execFile(
      motoPython(),
      [join(__dirname, "send.py")],
      { maxBuffer: 2 ** 28 },
      (error, stdout) => {
        if (error === null) {
          resolve(JSON.parse(stdout) as MotoAnswer[][]);
        } else {
          reject(new Error(`moto's server ended: ${error.message.slice(-2000)}`));
        }
      },
    );
    run.stdin?.end(JSON.stringify(input));
  });
}

/** Lists the hosted zones that an account's records are in. */
function zonesOf({ resources }: AccountFile): string[] {
  const records = resources.filter(({ type }) => type === RECORD);
  return [...new Set(records.map(({ inputs }) => asText(inputs["zoneId"]) ?? ""))];
}
