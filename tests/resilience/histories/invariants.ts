/** What holds at every write to the account, by AWS's rules and by the pack's proof. */
import { hasUnintended, ingressTree } from "../../../cli/explainStack/ingressTree";
import { type AccountFile, type AccountResource, inEffect } from "../../../local/cloud";
import { asList, asObject, asText, asTexts, type Properties } from "../../../local/cloud/values";
import { buildModel } from "../../../policy/stack/stack";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const KEY_GROUP = "aws:cloudfront/keyGroup:KeyGroup";
const PUBLIC_KEY = "aws:cloudfront/publicKey:PublicKey";
const RULE = "aws:lb/listenerRule:ListenerRule";

type Property = Properties[string];

/** A header as it is compared: the load balancer ignores case. */
const header = (name: Property | undefined, value: Property | undefined): string =>
  `${asText(name) ?? ""}: ${asText(value) ?? ""}`.toLowerCase();

/** The secret headers that CloudFront sends. */
function sent(resources: readonly AccountResource[]): string[] {
  return resources
    .filter(({ type }) => type === DISTRIBUTION)
    .flatMap(({ outputs }) =>
      asList(outputs["origins"]).flatMap((one) => asList(asObject(one)["customHeaders"])),
    )
    .map(asObject)
    .map(({ name, value }) => header(name, value));
}

/** The secret headers that the load balancer accepts. */
function accepted(resources: readonly AccountResource[]): string[] {
  return resources
    .filter(({ type }) => type === RULE)
    .flatMap(({ outputs }) => asList(outputs["conditions"]))
    .map((condition) => asObject(asObject(condition)["httpHeader"]))
    .flatMap(({ httpHeaderName, values }) => asList(values).map((value) => header(httpHeaderName, value)));
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

/** Headers that CloudFront sends and no listener rule accepts. */
function unacceptedHeaders(resources: readonly AccountResource[]): string[] {
  const rules = new Set(accepted(resources));
  const missing = sent(resources).filter((one) => !rules.has(one));
  return missing.length === 0 ? [] : [`${missing.length} secret headers are sent that no rule accepts`];
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
  const values = accepted(account.resources).map((one) => one.slice(one.indexOf(": ") + 2));
  return [...values, ...long];
}
