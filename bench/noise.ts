/** How noisy the machine is: the same work, timed repeatedly. */
import { createHash } from "node:crypto";
import { cpus, loadavg } from "node:os";
import { performance } from "node:perf_hooks";
import { median } from "./interleave";

const work = Buffer.alloc(8 * 1024 * 1024, 7);

/** Returns the milliseconds of a fixed amount of work. */
function once(): number {
  const start = performance.now();
  createHash("sha256").update(work).digest();
  return performance.now() - start;
}

/** Describes the noise for the results: the spread of the same work, and the load. */
export function noise(): string {
  const times = Array.from({ length: 60 }, once).sort((one, other) => one - other);
  const late = (times[Math.floor(times.length * 0.9)] ?? Number.NaN) / median(times);
  const load = loadavg()[0] ?? 0;
  return `the same work took up to ${late.toFixed(2)} times its median (nine of ten); load ${load.toFixed(1)} on ${cpus().length} cores`;
}
