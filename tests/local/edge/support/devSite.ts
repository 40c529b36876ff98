/** The project's own dev stack, up on a local cloud with the real engine, behind a local edge. */
import assert from "node:assert/strict";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { type EdgeOptions, type RunningEdge, startEdge } from "../../../../local/edge";
import { createLocalSigner, type LocalSigner, pemKey } from "../../../../signer";
import { LocalStack } from "../../../support/localStack";
import { EchoApp } from "./app";

/** The name that viewers use. */
export const host = "members.dev.example.com";

/** Source addresses with which tests play somebody else. */
export const plays = {
  administration: "127.0.0.10",
  balancer: "127.0.0.11",
  cloudFront: "127.0.0.12",
} as const;

const secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:signing-AbCdEf";

/** A stack, an application and an edge. */
export class DevSite {
  private constructor(
    readonly stack: LocalStack,
    readonly app: EchoApp,
    readonly edge: RunningEdge,
    readonly keyId: string,
    readonly privateKey: KeyObject,
  ) {}

  /**
   * Brings the stack up with a key whose private half the test has; takes some ten seconds.
   *
   * @param edit - changes the stack's configuration
   */
  static async start(edit?: (text: string) => string): Promise<DevSite> {
    const stack = new LocalStack("dev").withProgramHost();
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
    const keyId = await DevSite.bringUp(stack, pem, edit);
    const app = await EchoApp.start();
    const edge = await DevSite.edgeOn(stack, app);
    return new DevSite(stack, app, edge, keyId, privateKey);
  }

  /**
   * Brings a stack up that trusts one public key.
   *
   * @returns CloudFront's id of the key
   */
  static async bringUp(stack: LocalStack, pem: string, edit?: (text: string) => string): Promise<string> {
    const made = await stack.pulumi("stack", "init", "--non-interactive");
    assert.equal(made.code, 0, made.output);
    await stack.up(...DevSite.configuration(stack, pem, edit));
    return String((await stack.outputs()).activeKeyId);
  }

  /** An edge on the same stack and application. */
  static edgeOn(
    stack: LocalStack,
    { instance }: Pick<EchoApp, "instance">,
    options: Partial<EdgeOptions> = {},
  ): Promise<RunningEdge> {
    return startEdge({
      cloudDir: stack.folder.cloud,
      upstream: { instances: [instance] },
      peers: {
        [plays.administration]: { address: "172.16.9.7" },
        [plays.balancer]: { as: "load-balancer" },
        [plays.cloudFront]: { as: "cloudfront" },
      },
      ...options,
    });
  }

  /** The dev configuration with a key of the test's own in place of one in KMS. */
  static configuration(
    stack: LocalStack,
    pem: string,
    edit: (text: string) => string = (text) => text,
  ): readonly [string, string] {
    const key = `{ id: dev-1, state: active, source: secretsManager, arn: "${secret}", publicKeyPem: ${JSON.stringify(pem)} }`;
    return stack.configured((text) => edit(text.replace(/\{ id: dev-1, state: active \}.*/, key)));
  }

  /** A signer with the stack's key. */
  signer(hash?: "sha1" | "sha256"): LocalSigner {
    return createLocalSigner({
      key: pemKey(this.privateKey),
      keyPairId: this.keyId,
      ...(hash === undefined ? {} : { hash }),
    });
  }

  async stop(): Promise<void> {
    await this.edge.close();
    await this.app.stop();
    this.stack.remove();
  }
}
