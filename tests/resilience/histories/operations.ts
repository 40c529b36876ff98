/** What a step of a history runs: an update, or what people do to a stack by hand and its repair. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "@pulumi/aws/package.json";
import { changeOutsidePulumi, deleteOutsidePulumi } from "../../engine/outsidePulumi";
import type { TestEnvironment } from "../environment";
import { importedId } from "../scenarios/recovery";
import { logicalName, type StackResource, stateOf } from "../stackState";
import { chosen } from "./changes";
import { formerProgram, type Step } from "./steps";
import { type Update, update } from "./update";

/** Types of which one can be missing for a while without a viewer's notice. */
const dispensable: readonly string[] = [
  "aws:cloudwatch/metricAlarm:MetricAlarm",
  "aws:cloudwatch/dashboard:Dashboard",
  "aws:cloudwatch/logMetricFilter:LogMetricFilter",
  "aws:cognito/userGroup:UserGroup",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:ec2/flowLog:FlowLog",
  "aws:autoscaling/policy:Policy",
  "aws:kms/alias:Alias",
];

/** What somebody changes by hand, by type. */
const drifts: Readonly<Record<string, object>> = {
  "aws:lb/targetGroup:TargetGroup": { deregistrationDelay: 30 },
  "aws:lb/listenerRule:ListenerRule": { tags: { changed: "by hand" } },
  "aws:cognito/userGroup:UserGroup": { description: "changed by hand" },
  "aws:cloudwatch/logGroup:LogGroup": { retentionInDays: 3 },
  "aws:autoscaling/group:Group": { maxSize: 4 },
  "aws:cloudfront/keyGroup:KeyGroup": { comment: "changed by hand" },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": { description: "changed by hand" },
};

/** Chooses a resource on which no other depends; undefined if there is none. */
function independent(
  environment: TestEnvironment,
  pick: number,
  isWanted: (type: string) => boolean,
): StackResource | undefined {
  const { resources } = stateOf(environment);
  const needed = new Set(
    resources.flatMap(({ dependencies = [], parent = "" }) => [...dependencies, parent]),
  );
  return chosen(
    resources.filter(({ type, urn, id }) => isWanted(type) && !needed.has(urn) && id !== undefined),
    pick,
  );
}

/** Deletes a resource in the account; the state still has it. */
async function deleteOne(environment: TestEnvironment, pick: number): Promise<void> {
  const one = independent(environment, pick, (type) => dispensable.includes(type));
  if (one !== undefined) {
    await deleteOutsidePulumi(environment, one.type, logicalName(one));
  }
}

/** Changes a resource in the account; the state has its former arguments. */
async function driftOne(environment: TestEnvironment, pick: number): Promise<void> {
  const one = chosen(
    stateOf(environment).resources.filter(({ type }) => type in drifts),
    pick,
  );
  if (one !== undefined) {
    await changeOutsidePulumi(environment, one.type, logicalName(one), drifts[one.type] ?? {});
  }
}

/** Deletes a resource from the state, and imports it again; throws if either fails. */
async function forgetOne(environment: TestEnvironment, pick: number): Promise<void> {
  const one = independent(environment, pick, (type) => type.startsWith("aws:"));
  if (one === undefined) {
    return;
  }
  const { type, id, parent } = one;
  const found = environment.stack.account().resources.find((each) => each.type === type && each.id === id);
  if (found === undefined) {
    return; // Only in the state, as the waits for a validation.
  }
  const resource = { type, name: logicalName(one), id: importedId(found), version, parent: "parent" };
  await pulumi(environment, "state", "delete", one.urn, "--yes");
  const file = join(environment.stack.folder.root, "forgotten.json");
  writeFileSync(file, JSON.stringify({ nameTable: { parent }, resources: [resource] }));
  const flags = ["--file", file, "--protect=false", "--generate-code=false", "--yes", "--skip-preview"];
  await pulumi(environment, "import", ...flags, "--non-interactive", "--config-file", environment.configFile);
}

/** Replaces a dispensable resource because somebody asks for it. */
async function replaceOne(environment: TestEnvironment, pick: number): Promise<Update> {
  const one = independent(environment, pick, (type) => dispensable.includes(type));
  const target = one === undefined ? [] : ["--replace", one.urn];
  const flags = ["--yes", "--skip-preview", "--non-interactive", "--config-file", environment.configFile];
  return { ...(await environment.stack.pulumi("up", ...target, ...flags)), struck: false };
}

/** Runs the update of a step, and before it what the step does. */
export async function operate(environment: TestEnvironment, { change, pick, fault }: Step): Promise<Update> {
  switch (change) {
    case "refresh":
      return refreshed(environment, fault);
    case "replacement asked for":
      return replaceOne(environment, pick);
    case "deleted behind Pulumi's back":
      await deleteOne(environment, pick);
      return refreshed(environment, fault);
    case "changed behind Pulumi's back":
      await driftOne(environment, pick);
      return refreshed(environment, fault);
    case formerProgram: {
      const run = await environment.tryUp({ program: join(__dirname, "former") });
      return thenUpdated(environment, { ...run, struck: false }, fault);
    }
    case "forgotten by the state":
      await forgetOne(environment, pick);
      return update(environment, fault);
    default:
      return update(environment, fault);
  }
}

async function refreshed(environment: TestEnvironment, fault: Step["fault"]): Promise<Update> {
  const run = await plain(environment, "refresh", "--yes", "--skip-preview");
  return thenUpdated(environment, run, fault);
}

/** Updates after a run that succeeded. */
async function thenUpdated(
  environment: TestEnvironment,
  before: Update,
  fault: Step["fault"],
): Promise<Update> {
  if (before.code !== 0) {
    return before;
  }
  const run = await update(environment, fault);
  return { ...run, output: before.output + run.output };
}

/** Runs a Pulumi command on the stack, whether it succeeds or not. */
export async function plain(environment: TestEnvironment, ...args: string[]): Promise<Update> {
  const { stack, configFile } = environment;
  const run = await stack.pulumi(...args, "--non-interactive", "--config-file", configFile);
  return { ...run, struck: false };
}

async function pulumi(environment: TestEnvironment, ...args: string[]): Promise<void> {
  const run = await environment.stack.pulumi(...args);
  if (run.code !== 0) {
    throw new Error(`pulumi ${args[0] ?? ""} failed: ${run.output}`);
  }
}
