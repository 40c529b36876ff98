/** The account of a small site, written by hand: one distribution, a signed and a public behavior, one load balancer. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccountFile, AccountResource } from "../../../../local/cloud";
import { ec } from "../../../signer/support/keys";

const disabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

/** One resource that acts. */
export function record(
  type: string,
  id: string,
  outputs: object,
  rest: Partial<AccountResource> = {},
): AccountResource {
  const moment = new Date(0).toISOString();
  return {
    type,
    id,
    region: "eu-west-1",
    inputs: {},
    outputs: outputs as AccountResource["outputs"],
    createdAt: moment,
    updatedAt: moment,
    ...rest,
  };
}

function behavior(rest: object = {}) {
  return {
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: disabled,
    targetOriginId: "app",
    viewerProtocolPolicy: "https-only",
    ...rest,
  };
}

/** A distribution with one signed behavior. */
export function distribution(id = "E1", rest: object = {}, stack = "dev", project = "site"): AccountResource {
  const outputs = {
    arn: `arn:aws:cloudfront::111122223333:distribution/${id}`,
    enabled: true,
    domainName: `${id.toLowerCase()}.cloudfront.net`,
    aliases: ["members.example.com"],
    origins: [{ originId: "app", domainName: "elsewhere.example.com" }],
    orderedCacheBehaviors: [behavior({ pathPattern: "/premium/*", trustedKeyGroups: ["group-1"] })],
    defaultCacheBehavior: behavior(),
    ...rest,
  };
  const type = "aws:cloudfront/distribution:Distribution";
  return record(type, id, outputs, { urn: `urn:pulumi:${stack}::${project}::${type}::edge` });
}

/** The key group that it trusts, and the key in it. */
export const keys: readonly AccountResource[] = [
  record("aws:cloudfront/keyGroup:KeyGroup", "group-1", { items: [ec.id] }),
  record("aws:cloudfront/publicKey:PublicKey", ec.id, { encodedKey: ec.publicPem }),
];

/** A whole account. */
export function account(...resources: readonly AccountResource[]): AccountFile {
  return { version: 1, accountId: "111122223333", resources: [...resources], zones: [] };
}

/** A folder with a account in it, as the local cloud writes it. */
export class AccountFolder {
  readonly dir = mkdtempSync(join(tmpdir(), "edge-account-"));

  write(file: AccountFile): void {
    writeFileSync(join(this.dir, "account.json"), JSON.stringify(file));
  }

  remove(): void {
    rmSync(this.dir, { recursive: true });
  }
}
