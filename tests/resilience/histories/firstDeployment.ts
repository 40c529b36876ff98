/** What exists before a history begins: another stack's network, and the stack with its first settings; made once and copied. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalStack } from "../../support/localStack";
import { TestEnvironment } from "../environment";
import { configurationOf, firstSettings, type OtherVpc } from "./settings";

/** Folders of local runs, without a process that uses them. */
interface Kept {
  /** The network alone. */
  readonly network: string;
  readonly deployed: string;
}

let kept: Promise<Kept> | undefined;

/** Copies the folder of a stack whose local cloud is open. */
function keep({ stack }: TestEnvironment): string {
  const folder = mkdtempSync(join(tmpdir(), "secure-origin-first-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  cpSync(stack.folder.root, folder, { recursive: true });
  for (const name of ["endpoint.json", "holder.json", "cloud.lock"]) {
    rmSync(join(folder, "cloud", name), { recursive: true, force: true });
  }
  return folder;
}

const otherVpcFile = (folder: string): string => join(folder, "other-vpc.json");

async function deploy(): Promise<Kept> {
  const environment = new TestEnvironment();
  try {
    await environment.open();
    const program = join(__dirname, "..", "..", "engine", "programs", "own-network");
    const other = new LocalStack("dev", program, environment.stack).withProgramHost();
    await other.up();
    const { vpcId, subnetIds } = await other.outputs();
    writeFileSync(otherVpcFile(environment.stack.folder.root), JSON.stringify({ vpcId, subnetIds }));
    const network = keep(environment);
    environment.set(configurationOf(firstSettings, otherVpc(environment)));
    await environment.up();
    return { network, deployed: keep(environment) };
  } finally {
    await environment.close();
  }
}

/** Opens an environment with the other stack's network, and the deployed stack if that is wanted. */
export async function openWith(environment: TestEnvironment, what: keyof Kept): Promise<void> {
  kept ??= deploy();
  cpSync((await kept)[what], environment.stack.folder.root, { recursive: true });
  await environment.open();
}

/** Returns the network of the other stack. */
export function otherVpc({ stack }: TestEnvironment): OtherVpc {
  return JSON.parse(readFileSync(otherVpcFile(stack.folder.root), "utf8")) as OtherVpc;
}
