import { harmlessBalancers } from "./harmless/balancers";
import { harmlessEdges } from "./harmless/edge";
import { harmlessKeys } from "./harmless/keys";
import { harmlessNetworks } from "./harmless/network";
import type { Harmless } from "./misconfiguration";
import { type ShapeName, shapes } from "./shapes";

/** The shapes as they are. */
const unchanged: Harmless[] = (Object.keys(shapes) as ShapeName[]).map((shape) => ({
  id: `unchanged-${shape}`,
  shape,
  what: `Nothing is changed in ${shapes[shape].title}.`,
  change: (stack) => stack,
}));

/** Every variation that the pack has to accept: no finding that is mandatory in the shape's environment. */
export const harmless: Harmless[] = [
  ...unchanged,
  ...harmlessNetworks,
  ...harmlessBalancers,
  ...harmlessEdges,
  ...harmlessKeys,
];
