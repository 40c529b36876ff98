/** A lightened SDK still delivers every debug message, and errors keep their traces. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { projectFolder } from "../../../../local/run/project";

const lighten = join(projectFolder, "local", "engine", "leanProgram", "lightenSdk.js");

/** Runs a program in a process of its own with a lightened SDK, and returns what it printed. */
async function run(text: string, variables: Readonly<Record<string, string>> = {}): Promise<string> {
  const env = { ...process.env, ...variables };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["-e", `require(${JSON.stringify(lighten)})(require);${text}`],
    {
      cwd: projectFolder,
      env,
    },
  );
  return stdout;
}

/** Starts an engine that only receives log messages, each after a moment. */
async function listeningEngine() {
  const calls: string[] = [];
  const server = new Server();
  server.addService(EngineService, {
    log: (call: ServerUnaryCall<LogRequest, Empty>, reply: sendUnaryData<Empty>) => {
      calls.push(call.request.getMessage());
      setTimeout(reply, 5, null, new Empty());
    },
  });
  const bind = promisify(server.bindAsync.bind(server));
  const port = await bind("127.0.0.1:0", ServerCredentials.createInsecure());
  return { calls, variables: { ENGINE: `127.0.0.1:${port}` }, close: () => server.forceShutdown() };
}

const connected = `
  const { resetOptions } = require("@pulumi/pulumi/runtime/settings");
  const { log } = require("@pulumi/pulumi");
  resetOptions("project", "dev", -1, process.env.ENGINE, "", true, "");`;

/** A promise of the SDK's. */
const promised = `
  const { debuggablePromise } = require("@pulumi/pulumi/runtime/debuggable");
  const promise = Promise.resolve();
  void debuggablePromise(promise, "context");`;

describe("A lightened SDK", () => {
  it("hands every debug message to the engine, in order, in few calls, also the last before the end", async () => {
    const engine = await listeningEngine();
    try {
      await run(
        `${connected}
        for (let n = 0; n < 500; n += 1) {
          void log.debug("message " + n);
        }
        setTimeout(() => void log.debug("the last"), 100);`,
        engine.variables,
      );
    } finally {
      engine.close();
    }
    const expected = [...Array.from({ length: 500 }, (_none, n) => `message ${n}`), "the last"];
    assert.deepEqual(engine.calls.join("\n").split("\n"), expected);
    assert.ok(engine.calls.length <= 4, `${engine.calls.length} calls`);
  });

  it("leaves warnings and debug messages of a stream to calls of their own", async () => {
    const engine = await listeningEngine();
    try {
      await run(
        `${connected}
        void log.warn("a warning");
        void log.debug("of a stream", undefined, 7);`,
        engine.variables,
      );
    } finally {
      engine.close();
    }
    assert.deepEqual(engine.calls, ["a warning", "of a stream"]);
  });

  it("spares promises their stack traces, and errors keep theirs", async () => {
    const printed = await run(`${promised}
      const deep = (n) => (n === 0 ? new Error("mine").stack : deep(n - 1));
      console.log(JSON.stringify({ promise: promise._debugStackTrace, error: deep(20).split("\\n").length }));`);
    assert.deepEqual(JSON.parse(printed), { promise: "Error", error: 11 });
  });

  it("leaves promises as they are to those who hunt for leaks", async () => {
    const printed = await run(`${promised} console.log(promise._debugStackTrace);`, {
      PULUMI_DEBUG_PROMISE_LEAKS: "true",
    });
    assert.match(printed, /at debuggablePromise/);
  });
});
