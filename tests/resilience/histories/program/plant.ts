/** Plants the defect that `histories:defect` names, to show that histories find it. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import { Config, type Output, output } from "@pulumi/pulumi";
import { registerStackTransformation, setConfig } from "@pulumi/pulumi/runtime";
import { undoOrder } from "../../../engine/programs/undone-order/undoOrder";
import type { Defect } from "../defects";

// The program reads files of the project by relative paths.
process.chdir(join(__dirname, "..", "..", "..", ".."));

interface WithId {
  readonly id: Output<string>;
}

/** A retired key is no longer trusted, although its signatures are in use. */
function dropKeys(): void {
  const keys = new Config("secure-origin").requireObject<{ id: string; state?: string }[]>("signingKeys");
  setConfig("secure-origin:signingKeys", JSON.stringify(keys.filter(({ state }) => state !== "retired")));
}

/** The rule of a generation gets the priority of the rule that is deleted last. */
function reusePlaces(): void {
  registerStackTransformation(({ type, props, opts }) =>
    type === "aws:lb/listenerRule:ListenerRule"
      ? { props: { ...props, priority: 2 + (Number(props.priority) % 6) }, opts }
      : undefined,
  );
}

/** The load balancer admits everybody in the update that moves its listener to another port. */
function openGroup(): void {
  const memory = new Config("histories").require("memory");
  const port = new Config("secure-origin").get("listenerPort") ?? "443";
  const moved = existsSync(memory) && readFileSync(memory, "utf8") !== port;
  writeFileSync(memory, port);
  registerStackTransformation(({ type, name, props, opts, resource }) => {
    if (moved && type === "aws:ec2/securityGroup:SecurityGroup" && name.endsWith("-from-edge")) {
      const rule = { ipProtocol: "tcp", fromPort: Number(port), toPort: Number(port), cidrIpv4: "0.0.0.0/0" };
      // Its id is set when the constructor returns.
      const id = output(Promise.resolve(true)).apply(() => (resource as unknown as WithId).id);
      new SecurityGroupIngressRule("open", { ...rule, securityGroupId: id });
    }
    return { props, opts };
  });
}

const plants: Readonly<Record<Defect, () => void>> = {
  "order undone": undoOrder,
  "key dropped at once": dropKeys,
  "rule's place reused": reusePlaces,
  "open group": openGroup,
};

const defect = new Config("histories").get<Defect>("defect");
if (defect !== undefined) {
  plants[defect]();
}
