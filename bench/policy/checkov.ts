/** Runs checkov on the same resources, written as a Terraform plan. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Reading } from "../../tests/policy/misconfigurations/stackModel/readings";
import { plain } from "../../tests/policy/support/plainValues";
import { pythonWith } from "../python";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const snake = (text: string): string => text.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Returns the Terraform type of a Pulumi type: `aws:lb/listener:Listener` → `aws_lb_listener`. */
function terraformType(type: string): string {
  const [, module = "", name = ""] = /^aws:(\w+)\/(\w+):/.exec(type) ?? [];
  if (type.startsWith("aws:lb/loadBalancer:")) {
    return "aws_lb";
  }
  return snake(module === "ec2" ? `aws_${name}` : `aws_${module}_${name}`);
}

/** Converts arguments to Terraform's names, except the keys of tags. */
function argument(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(argument);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [snake(key), key === "tags" ? each : argument(each)]),
  );
}

/** Returns a stack as a Terraform plan. */
function terraformPlan({ resources }: Reading): Json {
  const planned = resources
    .filter(({ type }) => type.startsWith("aws:"))
    .map(({ type, name, inputs }) => ({
      address: `${terraformType(type)}.${name}`,
      mode: "managed",
      type: terraformType(type),
      name,
      values: argument(plain({ object: inputs }) as Json),
    }));
  return {
    format_version: "1.2",
    terraform_version: "1.9.0",
    planned_values: { root_module: { resources: planned } },
    resource_changes: planned.map(({ values, ...resource }) => ({
      ...resource,
      change: { actions: ["create"], before: null, after: values, after_unknown: {} },
    })),
    configuration: {},
  };
}

/** Returns a run of checkov on a stack; undefined if checkov is not installed. */
export function checkovOn(folder: string, reading: Reading): (() => void) | undefined {
  const python = pythonWith("checkov");
  if (python === undefined) {
    return undefined;
  }
  const plan = join(folder, "plan.json");
  writeFileSync(plan, JSON.stringify(terraformPlan(reading)));
  const args = [
    "-m",
    "checkov.main",
    "-f",
    plan,
    "--framework",
    "terraform_plan",
    "--compact",
    "--soft-fail",
  ];
  return () => {
    const { status, stdout, stderr } = spawnSync(python, [...args, "--skip-download"], {
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    if (status !== 0 || !/Passed checks: [1-9]/.test(stdout)) {
      throw new Error(`checkov failed:\n${stdout.slice(-2000)}${stderr.slice(-2000)}`);
    }
  };
}
