/** The file in which a local cloud keeps its account: its form, and how it is read. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../terminal/userError";
import type { Properties } from "../values";

/** One resource that exists in the local cloud. */
export interface AccountResource {
  /** Type token, `aws:ec2/vpc:Vpc`. */
  type: string;
  id: string;
  /** Region that it lives in; "aws-global" for global services. */
  region: string;
  /** Absent for what AWS made by itself. */
  urn?: string;
  inputs: Properties;
  outputs: Properties;
  /** Never an output: private keys. */
  hidden?: Properties;
  /** Set while the last change has not taken effect everywhere. */
  pending?: Pending;
  /** Deleted, and gone for good at this moment; RFC 3339. */
  deletionDate?: string;
  /** RFC 3339. */
  createdAt: string;
  updatedAt: string;
}

/** A change on its way to what serves requests. */
export interface Pending {
  /** When it takes effect; RFC 3339. */
  until: string;
  /** The outputs that act until then; absent where nothing does. */
  before?: Properties;
}

/** A public hosted zone of the account. Zones are found, not created: they outlive every stack. */
export interface Zone {
  id: string;
  /** Without a trailing dot. */
  name: string;
}

/** The whole of account.json. */
export interface AccountFile {
  version: 1;
  accountId: string;
  resources: AccountResource[];
  zones: Zone[];
  /** Deleted, and still acting until their time is up. */
  leaving?: AccountResource[];
  /** Deleted, and AWS keeps them for their owner until their date. */
  scheduled?: AccountResource[];
}

/** One line of history.jsonl. It never holds a property value. */
export interface HistoryLine {
  operation: "create" | "update" | "delete";
  type: string;
  id: string;
  urn: string;
  outcome: "done" | "refused";
  /** AWS's code, when refused. */
  code?: string;
}

/** Returns the path of the account file in a local cloud's folder. */
export const accountFile = (dir: string): string => join(dir, "account.json");

/**
 * Reads the account that a local cloud keeps in a folder, at any moment and without its lock.
 * Undefined when nothing was ever created there.
 */
export function readAccount(dir: string): AccountFile | undefined {
  let text: string;
  try {
    text = readFileSync(accountFile(dir), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      return undefined;
    }
    throw error;
  }
  const file = parsed(text, accountFile(dir));
  if (file.version !== 1) {
    throw new Error(
      `${accountFile(dir)} has version ${String(file.version)}; this local cloud reads version 1.`,
    );
  }
  return { ...file, version: 1 };
}

/** The file's content. @throws {UserError} where something else has written into it */
function parsed(text: string, file: string): Omit<AccountFile, "version"> & { version?: number } {
  try {
    return JSON.parse(text) as ReturnType<typeof parsed>;
  } catch {
    throw new UserError(
      `${file} is damaged. Delete the local folder that it is in, with the state of its stacks, and start anew: npm start`,
    );
  }
}

/**
 * The resources as they act on requests at a moment: changes that have not taken effect yet are left out.
 *
 * @param now milliseconds since the epoch
 */
export function inEffect(file: AccountFile, now: number): AccountResource[] {
  const waits = ({ pending }: AccountResource): boolean =>
    pending !== undefined && Date.parse(pending.until) > now;
  const standing = file.resources.flatMap((record) => {
    const outputs = actingOutputs(record, now);
    return outputs === undefined ? [] : [outputs === record.outputs ? record : { ...record, outputs }];
  });
  return [...standing, ...(file.leaving ?? []).filter(waits)];
}

/** The outputs that act at a moment: those from before a change that has not taken effect; undefined for none. */
export function actingOutputs({ outputs, pending }: AccountResource, now: number): Properties | undefined {
  return pending !== undefined && Date.parse(pending.until) > now ? pending.before : outputs;
}
