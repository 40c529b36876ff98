/** Runs Node plugins: component providers and policy packs. */
import type { ChildProcess } from "node:child_process";
import { resolve } from "node:path";
import type { ServerWritableStream } from "@grpc/grpc-js";
import * as language from "@pulumi/pulumi/proto/language_pb";
import { serveAnalyzer } from "./analyzer";
import { startNode } from "./children";
import { sdkScript } from "./program";

type Call = ServerWritableStream<language.RunPluginRequest, language.RunPluginResponse>;

function environmentOf(request: language.RunPluginRequest): NodeJS.ProcessEnv {
  const pairs = request.getEnvList().map((pair): [string, string] => {
    const at = pair.indexOf("=");
    return [pair.slice(0, at), pair.slice(at + 1)];
  });
  return pairs.length > 0 ? Object.fromEntries(pairs) : process.env;
}

function output(call: Call, stream: "stdout" | "stderr", chunk: Uint8Array): void {
  const response = new language.RunPluginResponse();
  if (stream === "stdout") {
    response.setStdout(chunk);
  } else {
    response.setStderr(chunk);
  }
  call.write(response);
}

function finish(call: Call, code: number): void {
  const response = new language.RunPluginResponse();
  response.setExitcode(code);
  call.write(response);
  call.end();
}

/** Streams a child's output and exit code to the engine; ends the child when the engine disconnects. */
function follow(call: Call, child: ChildProcess): void {
  child.stdout?.on("data", (chunk: Buffer) => output(call, "stdout", chunk));
  child.stderr?.on("data", (chunk: Buffer) => output(call, "stderr", chunk));
  child.on("error", (error) => call.destroy(error));
  child.on("close", (code) => finish(call, code ?? 1));
  call.on("cancelled", () => child.kill());
}

/** `RunPlugin`: streams output until the plugin ends. */
export function runPlugin() {
  return (call: Call): void => {
    const request = call.request;
    const folder = resolve(
      request.getPwd(),
      request.getInfo()?.getProgramDirectory() ?? request.getProgram(),
    );
    const env = environmentOf(request);
    try {
      if (request.getKind() === "analyzer") {
        const engine = request.getArgsList()[0] ?? "";
        const script = sdkScript(folder, "run-policy-pack");
        serveAnalyzer({
          start: (configured) =>
            startNode([script, engine, folder], {
              cwd: folder,
              env: { ...env, ...configured },
            }),
          onPort: (port) => output(call, "stdout", Buffer.from(`${port}\n`)),
          onStderr: (chunk) => output(call, "stderr", chunk),
          onExit: (code) => finish(call, code),
          onCancel: (stop) => call.on("cancelled", stop),
        });
        return;
      }
      const script = sdkScript(folder, "run-plugin");
      // In its own folder: it would take over the tsconfig.json of the folder in which the command runs.
      follow(call, startNode([script, folder, ...request.getArgsList()], { cwd: folder, env }));
    } catch (error) {
      output(call, "stderr", Buffer.from(`${(error as Error).message}\n`));
      finish(call, 1);
    }
  };
}
