/** Opens the local cloud for one run: the one that runs on its folder, or a new one. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client, credentials } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type CloudObserver, startCloud } from "../cloud";
import { UserError } from "../terminal/userError";
import type { CloudPorts } from "./environment";

/** Endpoints of a running cloud. */
interface Endpoints extends CloudPorts {
  /** Port of the endpoint of KMS, Secrets Manager, Parameter Store and SNS. */
  readonly apiPort: number;
  /** Identifies the cloud. */
  readonly token: string;
  /** Secret from which roles' access key ids are derived. */
  readonly apiSecret: string;
}

/** An open local cloud; `close` stops it only if this process started it. */
export interface OpenCloud extends Endpoints {
  close(): Promise<void>;
}

/** Asks a provider for its version, which ends in the local cloud's token. */
async function answers(port: number, token: string): Promise<boolean> {
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  try {
    const version = await new Promise<string>((resolve, reject) => {
      client.makeUnaryRequest(
        "/pulumirpc.ResourceProvider/GetPluginInfo",
        (request: Empty) => Buffer.from(request.serializeBinary()),
        (bytes: Buffer) => PluginInfo.deserializeBinary(bytes),
        new Empty(),
        { deadline: Date.now() + 3_000 },
        (error, info) => (error === null ? resolve(info?.getVersion() ?? "") : reject(error)),
      );
    });
    return version.endsWith(`+local.${token}`);
  } catch {
    return false;
  } finally {
    client.close();
  }
}

/** Checks that both local providers respond, before each run. @throws {UserError} that names the silent port */
export async function requireCloud(cloud: Endpoints): Promise<void> {
  for (const port of [cloud.awsPort, cloud.randomPort]) {
    if (!(await answers(port, cloud.token))) {
      throw new UserError(
        `the local cloud does not answer on port ${port}: nothing was deployed, because without it the engine could ` +
          "look for a real account. Run the command again.",
      );
    }
  }
}

/** The file that publishes a running cloud to other processes. */
const endpointFile = (dir: string): string => join(dir, "endpoint.json");

function readEndpoint(dir: string): Endpoints | undefined {
  if (!existsSync(endpointFile(dir))) {
    return undefined;
  }
  try {
    const read = JSON.parse(readFileSync(endpointFile(dir), "utf8")) as Partial<Endpoints>;
    return typeof read.apiSecret === "string" ? (read as Endpoints) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Opens the cloud on a folder: joins the one that `npm start` keeps open, or starts one.
 *
 * @param observer - observes a cloud that is started here, not one that is joined
 */
export async function openCloud(dir: string, observer?: CloudObserver): Promise<OpenCloud> {
  const running = readEndpoint(dir);
  if (
    running !== undefined &&
    (await answers(running.awsPort, running.token)) &&
    (await answers(running.randomPort, running.token))
  ) {
    return { ...running, close: () => Promise.resolve() };
  }
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const cloud = await startCloud({ dir, ...(observer && { observer }) });
  const { awsPort, randomPort, apiPort, token, apiSecret } = cloud;
  const endpoints: Endpoints = { awsPort, randomPort, apiPort, token, apiSecret };
  // Created anew: an existing file would keep its permissions.
  rmSync(endpointFile(dir), { force: true });
  writeFileSync(endpointFile(dir), JSON.stringify(endpoints), { mode: 0o600, flag: "wx" });
  return {
    ...endpoints,
    close: async () => {
      rmSync(endpointFile(dir), { force: true });
      await cloud.close();
    },
  };
}
