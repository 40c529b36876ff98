import { createRequire } from "node:module";
import type { ConfigureAnalyzerRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import type { Level } from "../options/options";

/** The gRPC method that configures a pack, as the SDK's stubs define it. */
interface ConfigureMethod {
  requestDeserialize(bytes: Buffer): ConfigureAnalyzerRequest;
}

interface AnalyzerStubs {
  readonly AnalyzerService: { readonly configure: ConfigureMethod };
}

/** What the engine sends for one policy. */
interface PolicyConfiguration {
  readonly level: Level;
  readonly properties: Record<string, unknown>;
}

let received: ReadonlyMap<string, PolicyConfiguration> = new Map();
let isRemembering = false;

/**
 * Returns what the engine sent last for a policy; `undefined` if it sent nothing. The SDK shows a policy its own properties
 * only, and no level, but a rule on single resources can run as part of another policy.
 */
export function configurationOf(policy: string): PolicyConfiguration | undefined {
  return received.get(policy);
}

/** Starts to remember the configuration that the engine sends. A process runs one pack, so there is one. */
export function rememberConfiguration(): void {
  if (isRemembering) {
    return;
  }
  isRemembering = true;
  const own = configureMethod();
  const deserialize = own.requestDeserialize.bind(own);
  own.requestDeserialize = (bytes) => {
    const request = deserialize(bytes);
    received = new Map(
      Array.from(request.getPolicyconfigMap().entries(), ([name, config]) => [
        name,
        {
          level: levels[config.getEnforcementlevel()] ?? "mandatory",
          properties: config.getProperties()?.toJavaScript() ?? {},
        },
      ]),
    );
    return request;
  };
}

/** Levels by their numbers in the protocol; a rule that remediates rejects what it cannot mend. */
const levels: readonly Level[] = ["advisory", "mandatory", "disabled", "mandatory"];

/**
 * Rejects a policy configuration with a name that is not one of the pack's policies.
 *
 * The engine sends every name of a configuration file, and the SDK ignores unknown ones, so the names are read from the
 * request itself. The engine then stops before the first resource.
 *
 * @param problem returns what is wrong with the names, if anything
 */
export function refuseConfiguration(problem: (names: readonly string[]) => string | undefined): void {
  const own = configureMethod();
  const deserialize = own.requestDeserialize.bind(own);
  own.requestDeserialize = (bytes) => {
    const request = deserialize(bytes);
    const wrong = problem(Array.from(request.getPolicyconfigMap().keys()));
    return wrong === undefined ? request : Object.assign(request, { getPolicyconfigMap: failing(wrong) });
  };
}

/** Returns the method in the stubs of the policy SDK's own copy of Pulumi's SDK. */
function configureMethod(): ConfigureMethod {
  const load = createRequire(require.resolve("@pulumi/policy"));
  const { AnalyzerService } = load("@pulumi/pulumi/proto/analyzer_grpc_pb") as AnalyzerStubs;
  return AnalyzerService.configure;
}

/** The SDK returns the stack of an error thrown while it reads the request; gRPC would hide an error thrown earlier. */
function failing(message: string): () => never {
  return () => {
    throw Object.assign(new Error(message), { stack: message });
  };
}
