/** The file that holds a local cloud's account, and how it is read. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../terminal/userError";
import type { Properties } from "../values";

/** A resource of the local cloud. */
export interface AccountResource {
  /** Type token, `aws:ec2/vpc:Vpc`. */
  type: string;
  id: string;
  /** Its region; "aws-global" for global services. */
  region: string;
  /** Undefined for what AWS creates by itself. */
  urn?: string;
  inputs: Properties;
  outputs: Properties;
  /** Values that are never outputs: private keys. */
  hidden?: Properties;
  /** Set until the last change has taken effect. */
  pending?: Pending;
  /** End of the recovery window of a deleted resource; RFC 3339. */
  deletionDate?: string;
  /** RFC 3339. */
  createdAt: string;
  updatedAt: string;
}

/** A change that has not taken effect yet. */
export interface Pending {
  /** When it takes effect; RFC 3339. */
  until: string;
  /** The outputs in effect until then; undefined without any. */
  before?: Properties;
}

/** A public hosted zone. Zones are looked up, never created: they outlive every stack. */
export interface Zone {
  id: string;
  /** Without a trailing dot. */
  name: string;
}

/** The content of account.json. */
export interface AccountFile {
  version: 1;
  accountId: string;
  resources: AccountResource[];
  zones: Zone[];
  /** Deleted resources that are still in effect. */
  leaving?: AccountResource[];
  /** Deleted resources in their recovery window. */
  scheduled?: AccountResource[];
}

/** A line of history.jsonl, which never holds a property value. */
export interface HistoryLine {
  operation: "create" | "update" | "delete";
  type: string;
  id: string;
  urn: string;
  outcome: "done" | "refused";
  /** AWS's code, if refused. */
  code?: string;
}

/** Returns the path of the account file in a local cloud's folder. */
export const accountFile = (dir: string): string => join(dir, "account.json");

/** Reads a local cloud's account, at any moment and without its lock; undefined if nothing was ever created. */
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

/** Parses the file. @throws {UserError} if the file is damaged */
function parsed(text: string, file: string): Omit<AccountFile, "version"> & { version?: number } {
  try {
    return JSON.parse(text) as ReturnType<typeof parsed>;
  } catch {
    throw new UserError(
      `${file} is damaged. Delete the local folder that it is in, with the state of its stacks, and start over: npm start`,
    );
  }
}

/**
 * Returns the resources in effect at a moment, without changes that are still pending.
 *
 * @param now - Unix time in milliseconds
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

/** Returns the outputs in effect at a moment; undefined if the resource is not in effect yet. */
export function actingOutputs({ outputs, pending }: AccountResource, now: number): Properties | undefined {
  return pending !== undefined && Date.parse(pending.until) > now ? pending.before : outputs;
}
