/** How unquiet the machine is: the same work, timed again and again. */
import { createHash } from "node:crypto";
import { cpus, loadavg } from "node:os";
import { performance } from "node:perf_hooks";
import { median } from "./interleave";

const work = Buffer.alloc(8 * 1024 * 1024, 7);

/** Milliseconds of a fixed piece of work. */
function once(): number {
  const start = performance.now();
  createHash("sha256").update(work).digest();
  return performance.now() - start;
}

/** A sentence for the results: by how much the same work differed, and how much else ran. */
export function noise(): string {
  const took = Array.from({ length: 60 }, once).sort((one, other) => one - other);
  const late = (took[Math.floor(took.length * 0.9)] ?? Number.NaN) / median(took);
  const load = loadavg()[0] ?? 0;
  return `the same work took up to ${late.toFixed(2)} times its median (nine of ten); load ${load.toFixed(1)} on ${cpus().length} cores`;
}
