/** The process of `hostingProgram`: serves Pulumi's language host, and loads the program anew for each run. */
import { createRequire } from "node:module";
import { join, sep } from "node:path";
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import * as languageGrpc from "@pulumi/pulumi/proto/language_grpc_pb";
import type { RunRequest, RunResponse } from "@pulumi/pulumi/proto/language_pb";
import type { Serving, Variables } from "./programHost";

type Call = ServerUnaryCall<RunRequest, RunResponse>;
type Reply = sendUnaryData<RunResponse>;

/** The Automation API's server, whose type the SDK does not publish. */
interface AutomationServer {
  readonly LanguageServer: new (program: () => unknown) => { run(call: Call, reply: Reply): Promise<void> };
}

const load = createRequire(__filename);
const { LanguageServer } = load("@pulumi/pulumi/automation/server") as AutomationServer;
const lightenSdk = load("../../../local/engine/leanProgram/lightenSdk") as (
  requireSdk: NodeJS.Require,
) => void;

/** Forgets all modules but packages, so that a program finds none of the former one's. */
function forgetPrograms(): void {
  for (const file of Object.keys(load.cache)) {
    if (!file.includes(`${sep}node_modules${sep}`)) {
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
  return load(join(info?.getProgramDirectory() ?? request.getPwd(), info?.getEntryPoint() ?? ""));
}

/** Sets the variables of the next program in place of the former one's. */
function setVariables(variables: Variables): void {
  for (const name of Object.keys(process.env).filter((each) => each.startsWith("SECURE_ORIGIN_"))) {
    Reflect.deleteProperty(process.env, name);
  }
  Object.assign(process.env, variables);
}

lightenSdk(load);
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
