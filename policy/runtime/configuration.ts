import { createRequire } from "node:module";
import type { ConfigureAnalyzerRequest } from "@pulumi/pulumi/proto/analyzer_pb";

/** The call by which the engine hands a pack its configuration, as the SDK's gRPC stubs define it. */
interface ConfigureMethod {
  requestDeserialize(bytes: Buffer): ConfigureAnalyzerRequest;
}

interface AnalyzerStubs {
  readonly AnalyzerService: { readonly configure: ConfigureMethod };
}

/**
 * Has the engine's configuration refused if it sets something for a policy that the pack does not have.
 *
 * The engine sends every name of a configuration file, and the SDK passes over those that it does not know; so the
 * names are read from the request itself. The engine then ends its operation before the first resource.
 *
 * @param problem says what is wrong with the names, if something is
 */
export function refuseConfiguration(problem: (names: readonly string[]) => string | undefined): void {
  // The stubs that the policy SDK itself uses, wherever its copy of Pulumi's SDK is.
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

/** The SDK answers with the stack of an error that it meets while it reads a request; gRPC hides one that is met before. */
function failing(message: string): () => never {
  return () => {
    throw Object.assign(new Error(message), { stack: message });
  };
}
