/** The dev stack with two sites, one on `localhost` and one on two hosts. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { type OpenCloud, openCloud } from "../../local/engine";
import { anyPorts, type LocalSite, startLocalSite } from "../../local/site";
import { LocalStack } from "../support/localStack";

/** The hosts of login and content of the site on two hosts. */
export const hosts = { app: "app.dev.example.com", content: "content.app.dev.example.com" } as const;

/** Adds the hosts to the distribution's names. */
const withNames = (text: string): string =>
  text.replace(
    /^( *)secure-origin:domainName: .*$/m,
    (line, indent: string) =>
      `${line}\n${indent}secure-origin:additionalDomainNames: ${JSON.stringify(Object.values(hosts))}`,
  );

/** The running sites. */
export class LiveSite {
  private constructor(
    readonly stack: LocalStack,
    readonly outputs: Readonly<Record<string, unknown>>,
    private readonly cloud: OpenCloud,
    readonly one: LocalSite,
    readonly two: LocalSite,
  ) {}

  /** Deploys the stack with the real engine, and starts both sites. */
  static async start(): Promise<LiveSite> {
    const stack = new LocalStack("dev").withProgramHost();
    const init = await stack.pulumi("stack", "init", "--non-interactive");
    assert.equal(init.code, 0, init.output);
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
    // In reverse order, because each restores the environment variables that it found.
    await this.two.close();
    await this.one.close();
    await this.cloud.close();
    this.stack.remove();
  }
}
