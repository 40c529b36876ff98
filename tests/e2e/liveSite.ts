/** The dev stack with its two sites, the one on `localhost` and the one on two hosts, for all browser tests of a file. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { type OpenCloud, openCloud } from "../../local/engine";
import { anyPorts, type LocalSite, startLocalSite } from "../../local/site";
import { LocalStack } from "../support/localStack";

/** Where people sign in, and where content is, in the two-host form. */
export const hosts = { app: "app.dev.example.com", content: "content.app.dev.example.com" } as const;

/** Names that the distribution gets besides its own. */
const withNames = (text: string): string =>
  text.replace(
    /^( *)secure-origin:domainName: .*$/m,
    (line, indent: string) =>
      `${line}\n${indent}secure-origin:additionalDomainNames: ${JSON.stringify(Object.values(hosts))}`,
  );

/** All that runs. */
export class LiveSite {
  private constructor(
    readonly stack: LocalStack,
    readonly outputs: Readonly<Record<string, unknown>>,
    private readonly cloud: OpenCloud,
    readonly one: LocalSite,
    readonly two: LocalSite,
  ) {}

  /** Brings the stack up with the real engine, once, and starts both sites. */
  static async start(): Promise<LiveSite> {
    const stack = new LocalStack("dev");
    const made = await stack.pulumi("stack", "init", "--non-interactive");
    assert.equal(made.code, 0, made.output);
    await stack.up(...stack.configured(withNames));
    const outputs = await stack.outputs();
    const cloud = await openCloud(stack.folder.cloud);
    const { root, cloud: cloudDir } = stack.folder;
    const { apiPort, apiSecret } = cloud;
    const common = { stack: "dev", cloudDir, apiPort, apiSecret, outputs, ports: anyPorts };
    const one = await startLocalSite({ ...common, root });
    const names = {
      publicUrl: `https://${hosts.app}`,
      contentUrl: `https://${hosts.content}`,
      cookieDomain: hosts.app,
    };
    const two = await startLocalSite({ ...common, root: join(root, "two-hosts"), names });
    return new LiveSite(stack, outputs, cloud, one, two);
  }

  async close(): Promise<void> {
    // The second first: each brings back the variables that it found.
    await this.two.close();
    await this.one.close();
    await this.cloud.close();
    this.stack.remove();
  }
}
