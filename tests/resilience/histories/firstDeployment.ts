/** What exists before a history begins: the company's stack, and the site's with its first settings; made once and copied. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalStack } from "../../support/localStack";
import { TestEnvironment } from "../environment";
import { type Company, configurationOf, firstSettings } from "./settings";

/** Folders of local runs, without a process that uses them. */
interface Kept {
  /** The company's stack alone. */
  readonly company: string;
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

const companyFile = (folder: string): string => join(folder, "company.json");

async function deploy(): Promise<Kept> {
  const environment = new TestEnvironment();
  try {
    await environment.open();
    const stack = new LocalStack("dev", join(__dirname, "company"), environment.stack).withProgramHost();
    await stack.up();
    writeFileSync(companyFile(environment.stack.folder.root), JSON.stringify(await stack.outputs()));
    const company = keep(environment);
    environment.set(configurationOf(firstSettings, companyOf(environment)));
    await environment.up();
    const { distributionArn } = await environment.stack.outputs();
    await stack.up("--config", `company:distributionArn=${String(distributionArn)}`);
    return { company, deployed: keep(environment) };
  } finally {
    await environment.close();
  }
}

/** Opens an environment with the company's stack, and the deployed site if that is wanted. */
export async function openWith(environment: TestEnvironment, what: keyof Kept): Promise<void> {
  kept ??= deploy();
  cpSync((await kept)[what], environment.stack.folder.root, { recursive: true });
  await environment.open();
}

/** Returns what the company's stack has for the site. */
export function companyOf({ stack }: TestEnvironment): Company {
  return JSON.parse(readFileSync(companyFile(stack.folder.root), "utf8")) as Company;
}
