/** Renders an abstract stack as the resources that a program declares. */
import type { Stack } from "../../misconfigurations/stackModel";
import type { World } from "../world/world";
import { access } from "./access";
import { edge } from "./edge";
import { loadBalancing } from "./loadBalancing";
import { network } from "./network";
import { servers } from "./servers";

/** Returns the stack that an abstract one describes. */
export function render(world: World): Stack {
  const rest = [...access(world), ...network(world), ...servers(world), ...loadBalancing(world)];
  return { name: "dev", outputs: {}, resources: [...rest, ...edge(world, rest)] };
}
