/** Which signing keys CloudFront trusts now, told from a stack's state. */

/** A key as it is deployed. */
export interface DeployedKey {
  /** The id in the stack's configuration. */
  readonly id: string;
  /** CloudFront's id, `K…`. */
  readonly keyPairId: string;
  /** Whether the application is told to sign with it. */
  readonly signs: boolean;
}

interface Resource {
  readonly type?: string;
  readonly id?: string;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** The component writes a key's configured id into the comment of its CloudFront public key. */
const comment = /^Signing key ([a-z][a-z0-9-]*) of /;

/** The public keys that are in a key group of the stack. */
export function deployedKeys(state: unknown): readonly DeployedKey[] {
  const resources =
    (state as { deployment?: { resources?: readonly Resource[] } }).deployment?.resources ?? [];
  const of = (type: string): readonly Resource[] => resources.filter((resource) => resource.type === type);
  const trusted = new Set(
    of("aws:cloudfront/keyGroup:KeyGroup").flatMap(
      ({ outputs }) => (outputs?.["items"] ?? []) as readonly string[],
    ),
  );
  const active = of("pulumi:pulumi:Stack")[0]?.outputs?.["activeKeyId"];
  return of("aws:cloudfront/publicKey:PublicKey").flatMap(({ id = "", outputs }) => {
    const configured = comment.exec((outputs?.["comment"] ?? "") as string)?.[1];
    return configured !== undefined && trusted.has(id)
      ? [{ id: configured, keyPairId: id, signs: id === active }]
      : [];
  });
}
