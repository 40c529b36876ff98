/** What a running site does when another terminal has changed its stack. */
import { countedResources, readDeployment } from "../engine";
import { UserError } from "../terminal/userError";

/** What follows a stack, and how the stack is read. */
export interface Following {
  readonly stack: string;
  /** The file of the stack's state. */
  readonly stateFile: string;
  /** Reads the stack's outputs. */
  readonly outputs: () => Promise<Record<string, unknown>>;
  /** The site; says whether it had something to follow. */
  readonly site: { follow(outputs: Record<string, unknown>): Promise<boolean> };
}

/** What came of a change, in a line for people. */
export interface Followed {
  /** Whether the site serves the stack as it is now. */
  readonly serves: boolean;
  readonly line: string;
}

/** Lets a site follow its stack; undefined where nothing changed for the site. */
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
      `Stack ${stack} was destroyed, and the site answers nothing now. Bring it up with npm run pulumi -- up --stack ${stack} ` +
      `in another terminal, and this site follows; or end this one with Ctrl-C and run ${start}`;
    return { serves: false, line };
  }
  try {
    return (await site.follow(await outputs()))
      ? { serves: true, line: "The members app follows: it has the stack's new configuration" }
      : undefined;
  } catch (error) {
    const reason = error instanceof UserError ? error.message : String(error);
    return { serves: false, line: `The members app waits for the next update: ${reason}` };
  }
}
