/** Runs a Pulumi program: one Node process for each `Run` call. */
import { createRequire } from "node:module";
import { join } from "node:path";
import type { ServerUnaryCall, sendUnaryData } from "@grpc/grpc-js";
import * as language from "@pulumi/pulumi/proto/language_pb";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { startNode } from "./children";

/** The SDK's exit code for "the program failed and has already said why". */
const alreadyReported = 32;

/** Answers the engine's handshake, of which the host needs nothing. */
export function handshake(
  _call: ServerUnaryCall<language.LanguageHandshakeRequest, language.LanguageHandshakeResponse>,
  reply: sendUnaryData<language.LanguageHandshakeResponse>,
): void {
  reply(null, new language.LanguageHandshakeResponse());
}

/** Returns the host's version, for `pulumi about` and the engine's log. */
export function pluginInfo(
  _call: ServerUnaryCall<Empty, plugin.PluginInfo>,
  reply: sendUnaryData<plugin.PluginInfo>,
): void {
  const info = new plugin.PluginInfo();
  info.setVersion("1.0.0");
  reply(null, info);
}

/** Returns the Node in use, for `pulumi about`. */
export function about(
  _call: ServerUnaryCall<language.AboutRequest, language.AboutResponse>,
  reply: sendUnaryData<language.AboutResponse>,
): void {
  const response = new language.AboutResponse();
  response.setExecutable(process.execPath);
  response.setVersion(process.version);
  reply(null, response);
}

/** The supported options under `runtime.options` in Pulumi.yaml. */
interface RuntimeOptions {
  /** `false` for a JavaScript program. */
  readonly typescript?: boolean;
  /** Compiler options file, relative to the project's folder. */
  readonly tsconfig?: string;
  /** Arguments for `node`, separated by spaces. */
  readonly nodeargs?: string;
}

/**
 * Finds a script of the `@pulumi/pulumi` that a program in `folder` uses.
 *
 * @throws one line if the package is not installed there
 */
export function sdkScript(folder: string, script: "run" | "run-policy-pack" | "run-plugin"): string {
  try {
    return createRequire(join(folder, "package.json")).resolve(`@pulumi/pulumi/cmd/${script}`);
  } catch {
    throw new Error(`@pulumi/pulumi is not installed for ${folder}; run npm install there.`);
  }
}

function argumentsOf(request: language.RunRequest, engine: string): string[] {
  const root = request.getInfo()?.getRootDirectory() ?? request.getPwd();
  const flags: [string, string][] = [
    ["monitor", request.getMonitorAddress()],
    ["engine", engine],
    ["organization", request.getOrganization()],
    ["project", request.getProject()],
    ["stack", request.getStack()],
    ["pwd", request.getPwd()],
    ["root-directory", root],
  ];
  const args = flags.filter(([, value]) => value !== "").map(([flag, value]) => `--${flag}=${value}`);
  if (request.getDryrun()) {
    args.push("--dry-run");
  }
  args.push("--parallel", String(request.getParallel()));
  args.push(request.getInfo()?.getEntryPoint() ?? request.getProgram());
  return [...args, ...request.getArgsList()];
}

/** `Run`: runs the program and returns whether its failure still has to be reported. */
export function runProgram(engine: string) {
  return (
    call: ServerUnaryCall<language.RunRequest, language.RunResponse>,
    reply: sendUnaryData<language.RunResponse>,
  ): void => {
    const request = call.request;
    const folder = request.getInfo()?.getProgramDirectory() ?? request.getPwd();
    const options = (request.getInfo()?.getOptions()?.toJavaScript() ?? {}) as RuntimeOptions;
    const response = new language.RunResponse();
    let script: string;
    try {
      script = sdkScript(folder, "run");
    } catch (error) {
      response.setError((error as Error).message);
      reply(null, response);
      return;
    }
    const nodeArguments = options.nodeargs?.split(" ").filter((argument) => argument !== "") ?? [];
    const child = startNode([...nodeArguments, script, ...argumentsOf(request, engine)], {
      cwd: request.getPwd(),
      stdio: ["ignore", "inherit", "inherit"],
      env: {
        ...process.env,
        PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
        ...(options.typescript === false ? {} : { PULUMI_NODEJS_TYPESCRIPT: "true" }),
        ...(options.tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
      },
    });
    call.on("cancelled", () => child.kill());
    child.on("error", (error) => {
      response.setError(`Node could not be started: ${error.message}`);
      reply(null, response);
    });
    child.on("exit", (code, signal) => {
      if (code === alreadyReported) {
        response.setBail(true);
      } else if (code !== 0) {
        response.setError(`Program exited with ${code ?? `signal ${String(signal)}`}`);
      }
      reply(null, response);
    });
  };
}
