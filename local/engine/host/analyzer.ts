/**
 * Serves `pulumirpc.Analyzer` in front of a policy pack.
 *
 * The engine expects a port at once, then calls `Handshake` and `ConfigureStack` before the pack may start; a pack of
 * the Node SDK has neither call and reads the stack's names from its environment. This server answers both, starts the
 * pack with their values, and forwards every other call unchanged.
 */
import type { ChildProcess } from "node:child_process";
import {
  Client,
  credentials,
  type MethodDefinition,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServiceDefinition,
  type sendUnaryData,
  status,
} from "@grpc/grpc-js";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";

/** The server's callbacks, called from the event loop and never from within `start`. */
export interface AnalyzerHooks {
  /** Starts the pack with additional variables. */
  start(environment: NodeJS.ProcessEnv): ChildProcess;
  onPort(port: number): void;
  onStderr(chunk: Buffer): void;
  onExit(code: number): void;
  onCancel(stop: () => void): void;
}

const limits = {
  "grpc.max_receive_message_length": 400 * 1024 * 1024,
  "grpc.max_send_message_length": 400 * 1024 * 1024,
};

/** Returns the variables from which the Node SDK reads its stack. */
function environmentFor(request: analyzer.AnalyzerStackConfigureRequest): NodeJS.ProcessEnv {
  return {
    PULUMI_NODEJS_ORGANIZATION: request.getOrganization(),
    PULUMI_NODEJS_PROJECT: request.getProject(),
    PULUMI_NODEJS_STACK: request.getStack(),
    PULUMI_NODEJS_DRY_RUN: String(request.getDryRun()),
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigSecretKeysList()),
  };
}

/** Reads the pack's port, the first line of its standard output. */
async function portOf(pack: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let printed = "";
    pack.stdout?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      const line = /^(\d+)\r?\n/.exec(printed);
      if (line !== null) {
        resolve(Number(line[1]));
      }
    });
    pack.on("error", reject);
    pack.on("exit", (code) =>
      reject(new Error(`the policy pack ended with exit code ${code ?? "none"} before it was ready`)),
    );
  });
}

const bytes = (value: Buffer): Buffer => value;

/** The service with messages as bytes, so that fields unknown to this SDK are kept. */
function rawService(): ServiceDefinition {
  return Object.fromEntries(
    Object.entries(AnalyzerService as unknown as Record<string, MethodDefinition<unknown, unknown>>).map(
      ([name, method]) => [
        name,
        {
          ...method,
          requestSerialize: bytes,
          requestDeserialize: bytes,
          responseSerialize: bytes,
          responseDeserialize: bytes,
        },
      ],
    ),
  );
}

/** Starts the server; the engine's `ConfigureStack`, or the first other call, starts the pack. */
export function serveAnalyzer(hooks: AnalyzerHooks): void {
  const server = new Server(limits);
  let connection: Promise<Client> | undefined;
  let stop = (): void => server.forceShutdown();
  hooks.onCancel(() => stop());

  const connect = (environment: NodeJS.ProcessEnv): Promise<Client> => {
    connection ??= (async () => {
      const pack = hooks.start(environment);
      stop = () => {
        pack.kill();
        server.forceShutdown();
      };
      pack.stderr?.on("data", (chunk: Buffer) => hooks.onStderr(chunk));
      pack.on("close", (code) => {
        hooks.onExit(code ?? 1);
        server.forceShutdown();
      });
      return new Client(`127.0.0.1:${await portOf(pack)}`, credentials.createInsecure(), limits);
    })();
    return connection;
  };

  type Handler = (call: ServerUnaryCall<Buffer, Buffer>, reply: sendUnaryData<Buffer>) => void;
  const service = rawService();
  const passThrough =
    (path: string): Handler =>
    (call, reply) => {
      connect({}).then(
        (client) => client.makeUnaryRequest(path, bytes, bytes, call.request, call.metadata, reply as never),
        (error: unknown) => reply({ code: status.UNAVAILABLE, details: (error as Error).message }),
      );
    };
  const handlers: Record<string, Handler> = Object.fromEntries(
    Object.entries(service).map(([name, method]) => [name, passThrough(method.path)]),
  );
  handlers.handshake = (_call, reply) =>
    reply(null, Buffer.from(new analyzer.AnalyzerHandshakeResponse().serializeBinary()));
  handlers.configureStack = (call, reply) => {
    connect(environmentFor(analyzer.AnalyzerStackConfigureRequest.deserializeBinary(call.request))).then(
      () => reply(null, Buffer.from(new analyzer.AnalyzerStackConfigureResponse().serializeBinary())),
      (error: unknown) => reply({ code: status.UNAVAILABLE, details: (error as Error).message }),
    );
  };
  server.addService(service, handlers);
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) {
      throw error;
    }
    hooks.onPort(port);
  });
}
