/** Those who sign in processes of their own. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pythonWith } from "../python";

/** Signatures a second by name, measured anew at each call. */
type Rates = () => Readonly<Record<string, number>>;

function outputOf(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) {
    throw new Error(`${command} failed: ${stderr}`);
  }
  return stdout;
}

/** Signing without anything around it: the limit for everybody else. */
function opensslSpeed(seconds: number): Rates {
  // It takes whole seconds only.
  const args = ["speed", "-seconds", String(Math.ceil(seconds)), "-mr", "rsa2048", "ecdsap256"];
  const rate = (text: string, mark: string): number =>
    Number(new RegExp(`^\\+${mark}:\\d+:\\d+:([\\d.]+):`, "m").exec(text)?.[1]);
  return () => {
    const text = outputOf("openssl", args);
    return { "rsa: openssl speed": rate(text, "F2"), "ec: openssl speed": rate(text, "F4") };
  };
}

/** Those that this machine has. */
export function outsiders(keyFile: string, seconds: number): readonly Rates[] {
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
