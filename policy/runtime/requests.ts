import { createRequire } from "node:module";
import type {
  AnalyzeRequest,
  AnalyzerProviderResource,
  AnalyzerResource,
  AnalyzeStackRequest,
} from "@pulumi/pulumi/proto/analyzer_pb";

/** A gRPC method that analyzes resources, as the SDK's stubs define it. */
interface AnalyzeMethod<R> {
  requestDeserialize(bytes: Buffer): R;
}

interface AnalyzerStubs {
  readonly AnalyzerService: {
    readonly analyze: AnalyzeMethod<AnalyzeRequest>;
    readonly analyzeStack: AnalyzeMethod<AnalyzeStackRequest>;
  };
}

type Holder = AnalyzeRequest | AnalyzerResource | AnalyzerProviderResource;

let isConverting = false;

/** Converts the properties in a request to JavaScript once; the SDK does it again for every policy, and copies the result. */
export function convertPropertiesOnce(): void {
  if (isConverting) {
    return;
  }
  isConverting = true;
  const load = createRequire(require.resolve("@pulumi/policy"));
  const { analyze, analyzeStack } = (load("@pulumi/pulumi/proto/analyzer_grpc_pb") as AnalyzerStubs)
    .AnalyzerService;
  beforeUse(analyze, keepProperties);
  beforeUse(analyzeStack, keepStackProperties);
}

function beforeUse<R>(method: AnalyzeMethod<R>, prepare: (request: R) => void): void {
  const deserialize = method.requestDeserialize.bind(method);
  method.requestDeserialize = (bytes) => {
    const request = deserialize(bytes);
    prepare(request);
    return request;
  };
}

/** Keeps the properties in a request about a resource, once they are converted. */
export function keepProperties(resource: AnalyzeRequest | AnalyzerResource): void {
  rememberProperties(resource);
  const provider = resource.getProvider();
  if (provider !== undefined) {
    rememberProperties(provider);
  }
}

/** Keeps the properties in a request about a stack, once they are converted. */
export function keepStackProperties(request: AnalyzeStackRequest): void {
  request.getResourcesList().forEach(keepProperties);
}

function rememberProperties(holder: Holder): void {
  const struct = holder.getProperties();
  if (struct === undefined) {
    return;
  }
  let converted: ReturnType<typeof struct.toJavaScript> | undefined;
  const convert = struct.toJavaScript.bind(struct);
  struct.toJavaScript = () => (converted ??= convert());
}
