/** Opens the local cloud for one run: the one that is up on this folder already, or one of its own. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client, credentials } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type CloudObserver, startCloud } from "../cloud";
import { UserError } from "../terminal/userError";
import type { CloudPorts } from "./environment";

/** Where an open cloud answers. */
interface Endpoints extends CloudPorts {
  /** Port of the endpoint of KMS, Secrets Manager, Parameter Store and SNS. */
  readonly apiPort: number;
  /** By which the cloud proves that it is the one. */
  readonly token: string;
  /** By which access key ids of roles are derived. */
  readonly apiSecret: string;
}

/** A local cloud that answers; `close` ends it only if this process started it. */
export interface OpenCloud extends Endpoints {
  close(): Promise<void>;
}

/** Asks one provider for its version, which ends in the token if it is the local cloud's and not a stranger's. */
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

/**
 * Makes sure that both local providers answer. This is asked before each run, whatever started the cloud.
 *
 * @throws {UserError} naming the port that is silent
 */
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

/** The file by which other processes find a cloud that is up. */
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
 * Opens the cloud on a folder: joins the one that `npm start` holds open there, or starts one for this run.
 *
 * @param observer - told what happens in a cloud that is started here; one that is joined tells nothing
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
  // Made anew: a file that was left here would keep the permissions that it has.
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
