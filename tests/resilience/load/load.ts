/** A steady load from a process of its own: requests begin at a fixed rate, however long the others take. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** A request of the load, made in turn with the others. */
export interface ViewerRequest {
  /** For messages, such as "signed URL". */
  readonly name: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The tier that must serve it, which an instance names in `x-tier`; undefined where no instance does. */
  readonly tier?: "public" | "signed";
}

/** The answer to a request, with times in milliseconds since 1970. */
export interface Answer {
  readonly name: string;
  readonly began: number;
  readonly ended: number;
  /** What is wrong with it; undefined if it is as expected. */
  readonly wrong?: string | undefined;
  /** CloudFront's id of a request that went wrong, by which the edge's record of it is found. */
  readonly id?: string | undefined;
}

/** A message from the parent to the process. */
export type LoadMessage =
  | { readonly kind: "start"; readonly port: number; readonly host: string; readonly rate: number }
  | { readonly kind: "requests"; readonly requests: readonly ViewerRequest[] }
  | { readonly kind: "answers" }
  | { readonly kind: "stop" };

/** A load that runs until it is stopped. */
export class Load {
  private constructor(private readonly child: ChildProcess) {}

  /**
   * Starts the load.
   *
   * @param rate - requests per second
   */
  static async start(
    port: number,
    host: string,
    rate: number,
    requests: readonly ViewerRequest[],
  ): Promise<Load> {
    const child = fork(join(__dirname, "loadProcess.ts"), {
      execArgv: ["-r", "ts-node/register/transpile-only"],
    });
    await once(child, "message");
    const load = new Load(child);
    load.setRequests(requests);
    load.send({ kind: "start", port, host, rate });
    return load;
  }

  /** Replaces the requests of the load. */
  setRequests(requests: readonly ViewerRequest[]): void {
    this.send({ kind: "requests", requests });
  }

  /** Returns the answers since the last call, once the requests under way are answered; the load goes on. */
  async answers(): Promise<Answer[]> {
    const answer = once(this.child, "message") as Promise<[Answer[]]>;
    this.send({ kind: "answers" });
    return (await answer)[0];
  }

  /** Stops the load and its process. */
  async stop(): Promise<void> {
    const exit = once(this.child, "exit");
    this.send({ kind: "stop" });
    await exit;
  }

  private send(message: LoadMessage): void {
    this.child.send(message);
  }
}
