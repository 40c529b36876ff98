/** How long `secure-origin sign url` takes from the shell, beside an empty Node process. */
import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { median } from "./interleave";

const runs = Number(process.env["BENCH_ROUNDS"] ?? "15");
const atMost = 300;
const project = join(__dirname, "..");

function milliseconds(args: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return performance.now() - start;
}

function measure(key: string): boolean {
  const sign = [
    join(project, "cli", "secure-origin.js"),
    "sign",
    "url",
    "https://members.example.com/premium/a.pdf",
  ];
  const flags = ["--key-pair-id", "K2JCJMDEHXQW5F", "--private-key", key, "--expires-in", "10m"];
  const empty: number[] = [];
  const whole: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    empty.push(milliseconds(["-e", "0"]));
    whole.push(milliseconds([...sign, ...flags]));
  }
  const middle = median(whole);
  console.log(`node -e 0   ${median(empty).toFixed(0)} ms`);
  console.log(`${middle <= atMost ? "ok  " : "SLOW"} sign url ${middle.toFixed(0)} ms, at most ${atMost}`);
  return middle <= atMost;
}

// The bundle is what users run; without it the sources are compiled on each start.
spawnSync(process.execPath, [join(project, "cli", "build.js")], { stdio: "inherit" });
const folder = mkdtempSync(join(tmpdir(), "secure-origin-"));
try {
  const key = join(folder, "key.pem");
  const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
  writeFileSync(key, pair.privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  process.exitCode = measure(key) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}
