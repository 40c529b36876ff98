import { createRequire } from "node:module";
import type { ConfigureAnalyzerRequest } from "@pulumi/pulumi/proto/analyzer_pb";

/** The gRPC method that configures a pack, as the SDK's stubs define it. */
interface ConfigureMethod {
  requestDeserialize(bytes: Buffer): ConfigureAnalyzerRequest;
}

interface AnalyzerStubs {
  readonly AnalyzerService: { readonly configure: ConfigureMethod };
}

/**
 * Rejects a policy configuration with a name that is not one of the pack's policies.
 *
 * The engine sends every name of a configuration file, and the SDK ignores unknown ones, so the names are read from the
 * request itself. The engine then stops before the first resource.
 *
 * @param problem returns what is wrong with the names, if anything
 */
export function refuseConfiguration(problem: (names: readonly string[]) => string | undefined): void {
  // The stubs of the policy SDK's own copy of Pulumi's SDK.
  const load = createRequire(require.resolve("@pulumi/policy"));
  const { AnalyzerService } = load("@pulumi/pulumi/proto/analyzer_grpc_pb") as AnalyzerStubs;
  const method = AnalyzerService.configure;
  const deserialize = method.requestDeserialize.bind(method);
  method.requestDeserialize = (bytes) => {
    const request = deserialize(bytes);
    const wrong = problem(Array.from(request.getPolicyconfigMap().keys()));
    return wrong === undefined ? request : Object.assign(request, { getPolicyconfigMap: failing(wrong) });
  };
}

/** The SDK returns the stack of an error thrown while it reads the request; gRPC would hide an error thrown earlier. */
function failing(message: string): () => never {
  return () => {
    throw Object.assign(new Error(message), { stack: message });
  };
}
