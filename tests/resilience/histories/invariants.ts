/** What holds at every write to the account, by AWS's rules and by the pack's proof. */
import { hasUnintended, ingressTree } from "../../../cli/explainStack/ingressTree";
import { type AccountFile, type AccountResource, inEffect } from "../../../local/cloud";
import { asTexts } from "../../../local/cloud/values";
import { buildModel } from "../../../policy/stack/stack";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const KEY_GROUP = "aws:cloudfront/keyGroup:KeyGroup";
const PUBLIC_KEY = "aws:cloudfront/publicKey:PublicKey";
const RULE = "aws:lb/listenerRule:ListenerRule";

/** Finds the header values in a resource: 64 hexadecimal digits. */
function valuesIn(type: string, resources: readonly AccountResource[]): string[] {
  return resources
    .filter((one) => one.type === type)
    .flatMap(({ outputs }) => JSON.stringify(outputs).match(/(?<=")[\da-f]{64}(?=")/g) ?? []);
}

/**
 * Lists what is wrong now, and at each later moment at which a pending change takes effect.
 *
 * @param trusted - CloudFront's ids of the keys whose signatures are in use
 */
export function broken(account: AccountFile, trusted: readonly string[]): string[] {
  const now = Date.now();
  const later = [...account.resources, ...(account.leaving ?? [])]
    .flatMap(({ pending }) => (pending === undefined ? [] : [Date.parse(pending.until) + 1]))
    .filter((moment) => moment > now);
  return [now, ...later].flatMap((moment) => {
    const resources = inEffect(account, moment);
    return [...unacceptedHeaders(resources), ...untrustedKeys(resources, trusted), ...ingress(resources)];
  });
}

/** Header values that CloudFront sends and no listener rule accepts. */
function unacceptedHeaders(resources: readonly AccountResource[]): string[] {
  const accepted = new Set(valuesIn(RULE, resources));
  const missing = valuesIn(DISTRIBUTION, resources).filter((value) => !accepted.has(value));
  return missing.length === 0 ? [] : [`${missing.length} header values are sent that no rule accepts`];
}

/** Keys whose signatures are in use and that no group, or no public key, has. */
function untrustedKeys(resources: readonly AccountResource[], trusted: readonly string[]): string[] {
  const groups = resources.filter(({ type }) => type === KEY_GROUP);
  const inGroups = new Set(groups.flatMap(({ outputs }) => asTexts(outputs["items"])));
  const keys = new Set(resources.filter(({ type }) => type === PUBLIC_KEY).map(({ id }) => id));
  return trusted
    .filter((id) => !inGroups.has(id) || !keys.has(id))
    .map((id) => `signatures of ${id} are in use, and CloudFront does not trust it`);
}

/** Ingress paths that bypass CloudFront, as the pack finds them. */
function ingress(resources: readonly AccountResource[]): string[] {
  const paths = ingressTree(
    buildModel(
      resources.map(({ type, id, urn, outputs }) => ({
        // A resource and its replacement have one URN.
        urn: `${urn ?? `urn:pulumi:dev::aws::${type}::aws`} ${id}`,
        type,
        props: { ...outputs, id },
        opts: {},
        propertyDependencies: {},
      })),
    ),
  );
  return hasUnintended(paths) ? ["the pack finds an ingress path that bypasses CloudFront"] : [];
}

/** Returns the secrets of an account: header values, private keys, and what random passwords and secrets hold. */
export function secretsOf(account: AccountFile): string[] {
  const hidden = account.resources.flatMap((one) => [
    ...["result", "secretString", "clientSecret"].map((name) => one.outputs[name]),
    ...Object.values(one.hidden ?? {}),
  ]);
  const long = hidden.filter((value): value is string => typeof value === "string" && value.length >= 16);
  return [...valuesIn(RULE, account.resources), ...long];
}
