/** The project's own program with the misconfiguration that SECURE_ORIGIN_MISCONFIGURATION names; none by default. */
import { join } from "node:path";
import { type Resource, runtime } from "@pulumi/pulumi";
import { programMisconfigurations } from "./programMisconfigurations";

const project = join(__dirname, "../../../..");
const misconfiguration = programMisconfigurations[process.env.SECURE_ORIGIN_MISCONFIGURATION ?? ""];
const created = new Map<string, Resource>();

runtime.registerStackTransformation(({ resource, type, name, props, opts }) => {
  // The key of a second resource of the same name includes its type.
  const key = created.has(name) || type === "aws:lb/targetGroup:TargetGroup" ? `${name}:${kind(type)}` : name;
  created.set(key, resource);
  const edited = misconfiguration?.change?.of === name ? misconfiguration.change.edit(props) : undefined;
  return edited === undefined ? undefined : { props: edited, opts };
});

/** Returns the last part of a type in lower case; `targets` for a target group. */
function kind(type: string): string {
  return type.endsWith(":TargetGroup") ? "targets" : (type.split(":").at(-1) ?? "").toLowerCase();
}

// The program reads files by paths relative to its folder.
process.chdir(project);
// Loaded after the transformation is registered.
// oxlint-disable-next-line typescript/no-require-imports -- an import would be moved before it
const outputs = require(join(project, "index")) as Record<string, unknown>;
misconfiguration?.add?.(created);

module.exports = { ...outputs, ...misconfiguration?.outputs };
