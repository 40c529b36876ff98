/** Updates a running site when another terminal has changed its stack. */
import { countedResources, readDeployment } from "../engine";
import { UserError } from "../terminal/userError";

/** The site and its stack. */
export interface Following {
  readonly stack: string;
  /** The stack's state file. */
  readonly stateFile: string;
  /** Reads the stack's outputs. */
  readonly outputs: () => Promise<Record<string, unknown>>;
  /** The site; resolves to whether it had anything to update. */
  readonly site: { follow(outputs: Record<string, unknown>): Promise<boolean> };
}

/** The result of an update. */
export interface Followed {
  /** Whether the site serves the stack's current state. */
  readonly serves: boolean;
  readonly line: string;
}

/** Updates a site after its stack changed; undefined if nothing changed for the site. */
export async function updateSite({
  stack,
  stateFile,
  outputs,
  site,
}: Following): Promise<Followed | undefined> {
  const state = readDeployment(stateFile);
  if (state !== undefined && countedResources(state).length === 0) {
    const start = stack === "dev" ? "npm start" : `npm start -- --stack ${stack}`;
    const line =
      `Stack ${stack} was destroyed, so its site no longer responds. Deploy it again with npm run pulumi -- up --stack ${stack} ` +
      `in another terminal, and this site resumes; or press Ctrl-C and run ${start}`;
    return { serves: false, line };
  }
  try {
    return (await site.follow(await outputs()))
      ? { serves: true, line: "The members app now uses the stack's new configuration" }
      : undefined;
  } catch (error) {
    const reason = error instanceof UserError ? error.message : String(error);
    return { serves: false, line: `The members app was not updated: ${reason}` };
  }
}
