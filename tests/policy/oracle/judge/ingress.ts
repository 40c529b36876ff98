/** Looks for a way from an attacker to what is protected, past the distribution. */
import type { World } from "../world/world";
import { protectedNames } from "./protected";
import { type Assumption, type Scene, sceneOf } from "./scene";
import { beginnings, next, type Position } from "./walk";

/** Walks every packet until one reaches something protected; returns where it was, step by step. */
export function packetWitness(world: World, assumption: Assumption): Position[] | undefined {
  const isProtected = protectedNames(world);
  if (isProtected.size === 0) {
    return undefined;
  }
  const scene = sceneOf(world, assumption);
  const seen = new Set<string>();
  let edge: Position[][] = beginnings(scene).map((position) => [position]);
  while (edge.length > 0) {
    const further: Position[][] = [];
    for (const way of edge) {
      for (const position of next(scene, way.at(-1) as Position)) {
        if (isEnd(position, isProtected)) {
          return [...way, position];
        }
        const key = keyOfPosition(position);
        if (!seen.has(key)) {
          seen.add(key);
          further.push([...way, position]);
        }
      }
    }
    edge = further;
  }
  return undefined;
}

/** What matters of a position for what comes next. */
function keyOfPosition(position: Position): string {
  return position.at === "server" ? `server ${position.name}` : JSON.stringify(position);
}

function isEnd(position: Position, isProtected: ReadonlySet<string>): boolean {
  return (position.at === "server" || position.at === "load balancer") && isProtected.has(position.name);
}

/** Tells whether each step of a witness follows from the one before, and the last is protected. */
export function replays(world: World, assumption: Assumption, witness: readonly Position[]): boolean {
  const scene: Scene = sceneOf(world, assumption);
  const [first, ...rest] = witness;
  const isSame =
    (position: Position | undefined) =>
    (other: Position): boolean =>
      JSON.stringify(position) === JSON.stringify(other);
  const last = witness.at(-1);
  return (
    beginnings(scene).some(isSame(first)) &&
    rest.every((position, index) => next(scene, witness[index] as Position).some(isSame(position))) &&
    last !== undefined &&
    isEnd(last, protectedNames(world))
  );
}
