/** The process of `hostingProgram`: serves Pulumi's language host, and loads the program anew for each run. */
import { createRequire } from "node:module";
import { join, sep } from "node:path";
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import * as languageGrpc from "@pulumi/pulumi/proto/language_grpc_pb";
import type { RunRequest, RunResponse } from "@pulumi/pulumi/proto/language_pb";
import { projectFolder } from "../../../local/run/project";
import type { Serving, Variables } from "./programHost";

type Call = ServerUnaryCall<RunRequest, RunResponse>;
type Reply = sendUnaryData<RunResponse>;

/** The Automation API's server, whose type the SDK does not publish. */
interface AutomationServer {
  readonly LanguageServer: new (program: () => unknown) => { run(call: Call, reply: Reply): Promise<void> };
}

/** The SDK's store of what a program registers; the program that runs is the only one. */
const currentStore = {
  store: undefined as unknown,
  run(store: unknown, callback: (...args: unknown[]) => unknown, ...args: unknown[]): unknown {
    this.store = store;
    return callback(...args);
  },
  getStore(): unknown {
    return this.store;
  },
};
// In place of the SDK's AsyncLocalStorage, which on Node 20 hooks each promise, and keeps programs that have ended.
Object.assign(globalThis, { asyncLocalStorage: currentStore });

const load = createRequire(__filename);
const { LanguageServer } = load("@pulumi/pulumi/automation/server") as AutomationServer;
const lightenSdk = load("../../../local/engine/leanProgram/lightenSdk") as (
  requireSdk: NodeJS.Require,
) => void;

/** What is kept between programs, as a program of the Automation API keeps it between its stacks: packages and the components. */
const kept = [`${sep}node_modules${sep}`, join(projectFolder, "components", sep)];

/** Forgets all other modules, so that a program finds none of the former one's. */
function forgetPrograms(): void {
  for (const file of Object.keys(load.cache)) {
    if (!kept.some((part) => file.includes(part))) {
      Reflect.deleteProperty(load.cache, file);
    }
  }
}

/** Removes what the SDK listens with while a program runs, and leaves behind. */
function forgetListeners(): void {
  process.removeAllListeners("uncaughtException");
  process.removeAllListeners("unhandledRejection");
}

/** Loads a program. @returns its outputs */
function runProgram(request: RunRequest): unknown {
  forgetPrograms();
  process.chdir(request.getPwd());
  const info = request.getInfo();
  // Not `load`, which would keep each program as a child of this module.
  return createRequire(__filename)(
    join(info?.getProgramDirectory() ?? request.getPwd(), info?.getEntryPoint() ?? ""),
  );
}

/** Sets the variables of the next program in place of the former one's. */
function setVariables(variables: Variables): void {
  for (const name of Object.keys(process.env).filter((each) => each.startsWith("SECURE_ORIGIN_"))) {
    Reflect.deleteProperty(process.env, name);
  }
  Object.assign(process.env, variables);
}

lightenSdk(load);
// An engine may get the port of one that has ended: to that one the pool of connections that all clients share still goes back.
const { grpcClientOptions } = load("@pulumi/pulumi/runtime/settings") as { grpcClientOptions: object };
Object.assign(grpcClientOptions, { "grpc.use_local_subchannel_pool": 1 });
const server = new Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
server.addService(languageGrpc.LanguageRuntimeService, {
  run: (call: Call, reply: Reply) => {
    forgetListeners();
    void new LanguageServer(() => runProgram(call.request)).run(call, reply);
  },
});
process.on("message", setVariables);
process.once("disconnect", () => process.exit());
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) {
    throw error;
  }
  process.send?.({ port } satisfies Serving);
});
