import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { Refusal } from "../refusal";

/** The file in a cloud's folder that is read before each operation. */
const FILE = "faults.json";

/** The environment variable with the same JSON, for one run. */
const VARIABLE = "SECURE_ORIGIN_FAULTS";

const fault = z.strictObject({
  /** Type token; `*` stands for any text. */
  type: z.string(),
  operation: z.enum(["create", "update", "delete"]),
  /** Number of matching operations before the first fault. */
  skip: z.int().min(0).default(0),
  /** Number of faults. */
  count: z.int().min(1).default(1),
  /** Whether the operation fails, or succeeds and is answered with an error. */
  when: z.enum(["before", "after"]).default("before"),
  /** AWS's error code. */
  code: z.string().default("InternalFailure"),
});

const injectedFaults = z.strictObject({
  /** Seconds until a change takes effect, by type token. */
  delays: z.record(z.string(), z.number().min(0)).default({}),
  faults: z.array(fault).default([]),
});

type Fault = z.output<typeof fault>;
type InjectedFaults = z.output<typeof injectedFaults>;

/** An operation that may be faulted. */
export interface FaultedOperation {
  readonly type: string;
  readonly operation: "create" | "update" | "delete";
  /** Service and operation, for the error. */
  readonly call: { readonly service: string; readonly operation: string };
}

function read(text: string, from: string): InjectedFaults {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`${from} is not JSON.`);
  }
  const result = injectedFaults.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new Error(`${from}: ${issue?.path.join(".") ?? ""} ${issue?.message ?? "is not valid"}.`);
  }
  return result.data;
}

function concerns(fault: Fault, operation: FaultedOperation): boolean {
  const pattern = fault.type
    .split("*")
    .map((part) => part.replace(/[.+^${}()|[\]\\?]/g, "\\$&"))
    .join(".*");
  return fault.operation === operation.operation && new RegExp(`^${pattern}$`).test(operation.type);
}

/**
 * Delays and faults of a local cloud.
 *
 * They come from `faults.json` in the cloud's folder, read before each operation, and from the environment variable
 * SECURE_ORIGIN_FAULTS, read once. An injected fault is subtracted from its count, in the file too, so that the next
 * run meets the remaining ones.
 *
 * @example {"delays":{"aws:lb/listenerRule:ListenerRule":1},"faults":[{"type":"aws:cloudfront/*","operation":"update"}]}
 */
export class FaultInjection {
  private readonly file: string;
  private readonly ofRun: InjectedFaults;

  constructor(dir: string, environment: NodeJS.ProcessEnv = process.env) {
    this.file = join(dir, FILE);
    this.ofRun = read(environment[VARIABLE] ?? "{}", VARIABLE);
  }

  private inFile(): InjectedFaults {
    return existsSync(this.file)
      ? read(readFileSync(this.file, "utf8"), this.file)
      : { delays: {}, faults: [] };
  }

  /** Returns the milliseconds until a change of this type takes effect. */
  delay(type: string): number {
    return 1000 * (this.inFile().delays[type] ?? this.ofRun.delays[type] ?? 0);
  }

  /** Throws if this operation is to be faulted, and counts the fault down. @throws {Refusal} with the fault's code */
  inject(operation: FaultedOperation, when: Fault["when"]): void {
    const inFile = this.inFile();
    for (const source of [this.ofRun, inFile]) {
      const found = source.faults.find((one) => one.when === when && concerns(one, operation));
      if (found === undefined) {
        continue;
      }
      const fails = found.skip === 0;
      if (fails) {
        found.count -= 1;
      } else {
        found.skip -= 1;
      }
      source.faults = source.faults.filter(({ count }) => count > 0);
      if (source === inFile) {
        this.keep(inFile);
      }
      if (fails) {
        const answer = { code: found.code, status: 500, source: "an injected fault" };
        throw new Refusal(operation.call, answer, "the local cloud was told to fail here");
      }
      return;
    }
  }

  private keep(left: InjectedFaults): void {
    const next = `${this.file}.next`;
    writeFileSync(next, JSON.stringify(left), { mode: 0o600 });
    renameSync(next, this.file);
  }
}
