/** Peers of the signer that run in their own processes. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pythonWith } from "../python";

/** Measures signatures per second, by name. */
type Rates = () => Readonly<Record<string, number>>;

function outputOf(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) {
    throw new Error(`${command} failed: ${stderr}`);
  }
  return stdout;
}

/** Measures bare signing, the limit for all others. */
function opensslSpeed(seconds: number): Rates {
  // It accepts whole seconds only.
  const args = ["speed", "-seconds", String(Math.ceil(seconds)), "-mr", "rsa2048", "ecdsap256"];
  const rate = (text: string, mark: string): number =>
    Number(new RegExp(`^\\+${mark}:\\d+:\\d+:([\\d.]+):`, "m").exec(text)?.[1]);
  return () => {
    const text = outputOf("openssl", args);
    return { "rsa: openssl speed": rate(text, "F2"), "ec: openssl speed": rate(text, "F4") };
  };
}

/** Returns the peers that are installed. */
export function otherSigners(keyFile: string, seconds: number): readonly Rates[] {
  const openssl = spawnSync("openssl", ["version"]).status === 0 ? [opensslSpeed(seconds)] : [];
  const python = pythonWith("botocore", "cryptography");
  if (python === undefined) {
    return openssl;
  }
  const script = join(__dirname, "signWithBotocore.py");
  return [
    ...openssl,
    () => ({ "rsa: botocore": Number(outputOf(python, [script, keyFile, String(seconds)])) }),
  ];
}
