/** Starts a policy pack as Pulumi does, in a separate process, and calls it over gRPC. */
import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { type Client, credentials, type ServiceError } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { requestFor, stackRequestFor, type TestResource, type Violation, violationsOf } from "./analyzer";

/** A running pack. */
export interface PackServer {
  info(): Promise<proto.AnalyzerInfo>;
  /** Sets the configuration of one policy; its level is mandatory by default. */
  configure(policy: string, properties: object, level?: proto.EnforcementLevel): Promise<void>;
  analyze(resource: TestResource): Promise<Violation[]>;
  analyzeStack(resources: readonly TestResource[]): Promise<Violation[]>;
  stop(): void;
}

/** Starts the pack of a folder; throws with its output if it exits. */
export async function startPack(folder: string): Promise<PackServer> {
  const script = createRequire(`${folder}/`).resolve("@pulumi/pulumi/cmd/run-policy-pack");
  const pack = spawn(process.execPath, [script, "127.0.0.1:1", folder], { cwd: folder });
  const client = new AnalyzerClient(`127.0.0.1:${await portOf(pack)}`, credentials.createInsecure());
  return {
    info: () => promised((reply) => client.getAnalyzerInfo(new Empty(), reply)),
    configure: async (policy, properties, level = proto.EnforcementLevel.MANDATORY) => {
      const config = new proto.PolicyConfig()
        .setProperties(Struct.fromJavaScript(properties as Record<string, never>))
        .setEnforcementlevel(level);
      const request = new proto.ConfigureAnalyzerRequest();
      request.getPolicyconfigMap().set(policy, config);
      await promised((reply) => client.configure(request, reply));
    },
    analyze: async (resource) =>
      violationsOf(await promised((reply) => client.analyze(requestFor(resource), reply))),
    analyzeStack: async (resources) =>
      violationsOf(await promised((reply) => client.analyzeStack(stackRequestFor(resources), reply))),
    stop: () => {
      (client as Client).close();
      pack.kill();
    },
  };
}

function promised<T>(call: (reply: (error: ServiceError | null, value: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, value) => {
      if (error === null) {
        resolve(value);
      } else {
        reject(error);
      }
    });
  });
}

/** Reads the port, which the pack prints when it is ready. */
async function portOf(pack: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let printed = "";
    let complaint = "";
    pack.stderr?.on("data", (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    pack.stdout?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      const port = /^(\d+)\n/.exec(printed)?.[1];
      if (port !== undefined) {
        resolve(Number(port));
      }
    });
    pack.on("error", reject);
    pack.on("close", () => reject(new Error(complaint)));
  });
}
