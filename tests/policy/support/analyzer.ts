/** Runs policies as the engine does: through the SDK's analyzer functions, with protobuf requests. */
import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import * as server from "@pulumi/policy/server";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { keepProperties, keepStackProperties } from "../../../policy/runtime/requests";

/** The policies of a pack. */
export type Policies = readonly (ResourceValidationPolicy | StackValidationPolicy)[];
type Callback<R> = (error: Error | null | undefined, response?: R) => void;
type MakeRpc<Q> = (
  name: string,
  version: string,
  level: string,
  policies: Policies,
) => (call: { request: Q }, callback: Callback<proto.AnalyzeResponse>) => Promise<void>;

// The SDK ships these functions and strips them from its types.
const { makeAnalyzeRpcFun, makeAnalyzeStackRpcFun } = server as unknown as {
  makeAnalyzeRpcFun: MakeRpc<proto.AnalyzeRequest>;
  makeAnalyzeStackRpcFun: MakeRpc<proto.AnalyzeStackRequest>;
};

/** The SDK's strings for values unknown in preview, by type. */
export const unknown = {
  boolean: "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  string: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  array: "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  object: "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
};

/** Marks a value as secret. */
export function secret(value: unknown): object {
  return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value };
}

/** A resource of a test; its URN follows from its type and name, and from its parents'. */
export interface TestResource {
  type: string;
  name?: string;
  props: object;
  parent?: TestResource;
}

/** A violation as the engine reports it. */
export interface Violation {
  policy: string;
  message: string;
  urn: string;
  level: "advisory" | "mandatory" | "other";
}

/** Returns the URN of a test's resource. */
export function urnOf(resource: TestResource): string {
  return `urn:pulumi:dev::test::${qualifiedType(resource)}::${resource.name ?? "it"}`;
}

function qualifiedType({ type, parent }: TestResource): string {
  return parent === undefined ? type : `${qualifiedType(parent)}$${type}`;
}

function optionsOf({ parent }: TestResource): proto.AnalyzerResourceOptions {
  const options = new proto.AnalyzerResourceOptions();
  return parent === undefined ? options : options.setParent(urnOf(parent));
}

/** Converts properties as the engine does, without undefined ones. */
function structOf(props: object): Struct {
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(props)) as Record<string, never>);
}

/** Creates a request to analyze one resource. */
export function requestFor(resource: TestResource): proto.AnalyzeRequest {
  return new proto.AnalyzeRequest()
    .setType(resource.type)
    .setUrn(urnOf(resource))
    .setName(resource.name ?? "it")
    .setProperties(structOf(resource.props))
    .setOptions(optionsOf(resource));
}

/** Analyzes one resource before its creation. */
export async function analyze(policies: Policies, resource: TestResource): Promise<Violation[]> {
  return answerTo(policies, requestFor(resource));
}

/** Returns the violations in the answer to a request about one resource. */
export async function answerTo(policies: Policies, request: proto.AnalyzeRequest): Promise<Violation[]> {
  keepProperties(request);
  return violationsOf(await response(makeAnalyzeRpcFun("test", "1.0.0", "mandatory", policies), request));
}

/** Returns the violations in the answer to a request about a stack. */
export async function answerToStack(
  policies: Policies,
  request: proto.AnalyzeStackRequest,
): Promise<Violation[]> {
  keepStackProperties(request);
  return violationsOf(
    await response(makeAnalyzeStackRpcFun("test", "1.0.0", "mandatory", policies), request),
  );
}

/** Creates a request to analyze a whole stack. */
export function stackRequestFor(resources: readonly TestResource[]): proto.AnalyzeStackRequest {
  return new proto.AnalyzeStackRequest().setResourcesList(
    resources.map((resource) =>
      new proto.AnalyzerResource()
        .setType(resource.type)
        .setUrn(urnOf(resource))
        .setName(resource.name ?? "it")
        .setProperties(structOf(resource.props))
        .setOptions(optionsOf(resource)),
    ),
  );
}

/** Analyzes a whole stack. */
export async function analyzeStack(
  policies: Policies,
  resources: readonly TestResource[],
): Promise<Violation[]> {
  return answerToStack(policies, stackRequestFor(resources));
}

/** Returns the violations in a response. */
export function violationsOf(answer: proto.AnalyzeResponse): Violation[] {
  return answer.getDiagnosticsList().map((each) => ({
    policy: each.getPolicyname(),
    message: each.getMessage(),
    urn: each.getUrn(),
    level: levels.get(each.getEnforcementlevel()) ?? "other",
  }));
}

const levels = new Map<proto.EnforcementLevel, Violation["level"]>([
  [proto.EnforcementLevel.ADVISORY, "advisory"],
  [proto.EnforcementLevel.MANDATORY, "mandatory"],
]);

function response<Q>(
  rpc: (call: { request: Q }, callback: Callback<proto.AnalyzeResponse>) => Promise<void>,
  request: Q,
): Promise<proto.AnalyzeResponse> {
  return new Promise((resolve, reject) => {
    void rpc({ request }, (error, answer) => {
      if (answer === undefined) {
        reject(error ?? new Error("no answer"));
      } else {
        resolve(answer);
      }
    });
  });
}
