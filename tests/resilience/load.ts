/** A steady load of viewers, from a process of its own: requests begin at a fixed rate, whatever becomes of the others. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** One kind of request, asked in turn with the others. */
export interface Ask {
  /** For people: "signed URL". */
  readonly name: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The tier whose port has to answer, as a played instance tells in `x-tier`; undefined where nobody tells. */
  readonly tier?: "public" | "signed";
}

/** One answer that came, or did not. Times in milliseconds since 1970. */
export interface Answer {
  readonly name: string;
  readonly began: number;
  readonly ended: number;
  /** Undefined when it is the one that was expected; else what came instead. */
  readonly wrong?: string | undefined;
  /** CloudFront's id of the request, by which the edge knows what became of it; only of a wrong one. */
  readonly id?: string | undefined;
}

/** What the parent says. */
export type Order =
  | { readonly kind: "start"; readonly port: number; readonly host: string; readonly rate: number }
  | { readonly kind: "asks"; readonly asks: readonly Ask[] }
  | { readonly kind: "answers" }
  | { readonly kind: "stop" };

/** The load. */
export class Load {
  private constructor(private readonly child: ChildProcess) {}

  /**
   * Starts to ask.
   *
   * @param rate - requests a second
   */
  static async start(port: number, host: string, rate: number, asks: readonly Ask[]): Promise<Load> {
    const child = fork(join(__dirname, "loadProcess.ts"), {
      execArgv: ["-r", "ts-node/register/transpile-only"],
    });
    await once(child, "message");
    const load = new Load(child);
    load.ask(asks);
    load.send({ kind: "start", port, host, rate });
    return load;
  }

  /** Asks these from now on, in place of those before. */
  ask(asks: readonly Ask[]): void {
    this.send({ kind: "asks", asks });
  }

  /** All answers since the last call, once those under way have come; the load goes on. */
  async answers(): Promise<Answer[]> {
    const answer = once(this.child, "message") as Promise<[Answer[]]>;
    this.send({ kind: "answers" });
    return (await answer)[0];
  }

  /** Ends the load and its process. */
  async stop(): Promise<void> {
    const exit = once(this.child, "exit");
    this.send({ kind: "stop" });
    await exit;
  }

  private send(order: Order): void {
    this.child.send(order);
  }
}
