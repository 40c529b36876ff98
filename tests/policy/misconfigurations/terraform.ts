/** Writes a stack as Terraform, for tools that cannot read Pulumi. */
import type { Stack } from "./stackModel";
import { isLeaf, isList, type Properties, type Value } from "./stackModel/values";

/** The Terraform types for which such tools have rules. */
const types: Readonly<Record<string, string>> = {
  "aws:cloudfront/distribution:Distribution": "aws_cloudfront_distribution",
  "aws:cloudfront/keyGroup:KeyGroup": "aws_cloudfront_key_group",
  "aws:cloudfront/vpcOrigin:VpcOrigin": "aws_cloudfront_vpc_origin",
  "aws:ec2/instance:Instance": "aws_instance",
  "aws:ec2/launchTemplate:LaunchTemplate": "aws_launch_template",
  "aws:ec2/securityGroup:SecurityGroup": "aws_security_group",
  "aws:lb/listener:Listener": "aws_lb_listener",
  "aws:lb/listenerRule:ListenerRule": "aws_lb_listener_rule",
  "aws:lb/loadBalancer:LoadBalancer": "aws_lb",
  "aws:lb/targetGroup:TargetGroup": "aws_lb_target_group",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "aws_vpc_security_group_ingress_rule",
};

/** Arguments that Terraform names in the singular and Pulumi in the plural. */
const singular: Readonly<Record<string, string>> = {
  actions: "action",
  block_device_mappings: "block_device_mappings",
  conditions: "condition",
  custom_error_responses: "custom_error_response",
  custom_headers: "custom_header",
  default_actions: "default_action",
  ordered_cache_behaviors: "ordered_cache_behavior",
  origins: "origin",
};

/** Writes a stack as Terraform, without resources of other types; references to those are strings. */
export function terraformOf(stack: Stack): string {
  const typeOf = new Map(stack.resources.map(({ name, type }) => [name, types[type]]));
  return stack.resources
    .flatMap(({ type, name, props }) => {
      const known = types[type];
      const body = Object.entries(props).flatMap(([argument, value]) =>
        argumentText(argument, value, typeOf, "  "),
      );
      return known === undefined ? [] : [`resource "${known}" "${name}" {`, ...body, "}", ""];
    })
    .join("\n");
}

type TypeOf = ReadonlyMap<string, string | undefined>;

/** Writes an argument; objects, and lists of objects, are blocks. */
function argumentText(argument: string, value: Value | undefined, typeOf: TypeOf, indent: string): string[] {
  const snake = argument.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const name = singular[snake] ?? snake;
  if (value === undefined || value === null) {
    return [];
  }
  const values = isList(value) ? value : [value];
  if (
    values.length > 0 &&
    values.every((each) => typeof each === "object" && each !== null && !isLeaf(each))
  ) {
    return values.flatMap((each) => [
      `${indent}${name} {`,
      ...Object.entries(each as Properties).flatMap(([inner, of]) =>
        argumentText(inner, of, typeOf, `${indent}  `),
      ),
      `${indent}}`,
    ]);
  }
  return [`${indent}${name} = ${expression(value, typeOf)}`];
}

function expression(value: Value, typeOf: TypeOf): string {
  if (isList(value)) {
    return `[${value.map((each) => expression(each, typeOf)).join(", ")}]`;
  }
  if (typeof value !== "object" || value === null) {
    return JSON.stringify(value);
  }
  if (!isLeaf(value)) {
    return "{}";
  }
  switch (value.$) {
    case "output": {
      const type = typeOf.get(value.resource);
      return type === undefined
        ? JSON.stringify(`${value.resource} ${value.output}`)
        : `${type}.${value.resource}.${value.output}`;
    }
    case "secret":
    case "later":
      return expression(value.value, typeOf);
    case "joined":
      return JSON.stringify("text");
  }
}
