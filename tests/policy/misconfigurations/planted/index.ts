/** The project's own program, with the misconfiguration in it that SECURE_ORIGIN_MISCONFIGURATION names; none by default. */
import { join } from "node:path";
import { type Resource, runtime } from "@pulumi/pulumi";
import { plants } from "./plants";

const project = join(__dirname, "../../../..");
const plant = plants[process.env.SECURE_ORIGIN_MISCONFIGURATION ?? ""];
const made = new Map<string, Resource>();

runtime.registerStackTransformation(({ resource, type, name, props, opts }) => {
  // Two resources of one name are told apart by what they are.
  const key = made.has(name) || type === "aws:lb/targetGroup:TargetGroup" ? `${name}:${kind(type)}` : name;
  made.set(key, resource);
  const edited = plant?.change?.of === name ? plant.change.edit(props) : undefined;
  return edited === undefined ? undefined : { props: edited, opts };
});

/** The last word of a type, in lower case: `targets` for a target group. */
function kind(type: string): string {
  return type.endsWith(":TargetGroup") ? "targets" : (type.split(":").at(-1) ?? "").toLowerCase();
}

// The program reads files of its own folder.
process.chdir(project);
// After the transformation, which has to be there first.
// eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would be moved before it
const outputs = require(join(project, "index")) as Record<string, unknown>;
plant?.add?.(made);

module.exports = { ...outputs, ...plant?.outputs };
