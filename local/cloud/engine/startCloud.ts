import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { version as awsVersion } from "@pulumi/aws/package.json";
import { version as randomVersion } from "@pulumi/random/package.json";
import { AccountState, type CloudObserver } from "../account/accountState";
import { serveApi } from "../api/serve";
import { catalogue } from "../services/catalogue";
import { Cloud } from "./cloud";
import { FaultInjection } from "./faultInjection";
import { packageSchema } from "./packageSchema";
import { serve } from "./server";

/** A running local cloud. */
export interface RunningCloud {
  /** Port of the `aws` provider, for PULUMI_DEBUG_PROVIDERS. */
  awsPort: number;
  /** Port of the `random` provider. */
  randomPort: number;
  /** Port of the endpoint of KMS, Secrets Manager, Parameter Store and SNS, for AWS_ENDPOINT_URL. */
  apiPort: number;
  /** Part of both providers' versions, which identifies this cloud on its ports. */
  token: string;
  /**
   * Secret from which roles' access key ids are derived: a process that has it can act as any role, the administrator
   * included.
   */
  apiSecret: string;
  /** Stops everything and releases the folder. */
  close(): Promise<void>;
}

/**
 * Starts the simulated AWS account in a folder (account.json, history.jsonl, the lock). Messages to its topics go to
 * `logs/messages.log` beside the folder.
 * Throws one line that names the holder if another cloud runs on the folder.
 *
 * @example
 * ```ts
 * const cloud = await startCloud({ dir: ".local/cloud" });
 * process.env.PULUMI_DEBUG_PROVIDERS = `aws:${cloud.awsPort},random:${cloud.randomPort}`;
 * ```
 */
export async function startCloud(options: { dir: string; observer?: CloudObserver }): Promise<RunningCloud> {
  const account = await AccountState.open(options.dir, options.observer);
  try {
    const token = randomBytes(8).toString("hex");
    // Unlike the token, which the providers tell anybody.
    const apiSecret = randomBytes(32).toString("base64url");
    const cloud = new Cloud(catalogue, account, new FaultInjection(options.dir));
    const [aws, random, api] = await Promise.all([
      serve(cloud, `${awsVersion}+local.${token}`, () => packageSchema(catalogue, "aws", awsVersion)),
      serve(cloud, `${randomVersion}+local.${token}`, () =>
        packageSchema(catalogue, "random", randomVersion),
      ),
      serveApi(account, join(options.dir, "..", "logs", "messages.log"), apiSecret),
    ]);
    return {
      awsPort: aws.port,
      randomPort: random.port,
      apiPort: api.port,
      token,
      apiSecret,
      close: async () => {
        await Promise.all([aws.close(), random.close(), api.close()]);
        await account.close();
      },
    };
  } catch (error) {
    await account.close();
    throw error;
  }
}
