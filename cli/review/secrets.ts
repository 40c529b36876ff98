/** Secrets whose generation moves: those of the origin, and signing keys. Never their values. */
import { canonicalType, type ResourceType, resourceTypes as t } from "../../policy/resources/resourceTypes";
import { textAt } from "../costs/readProps";
import { labelOf } from "../explainStack/ingressTree";
import type { ReviewedResource } from "./reviewedState";
import type { Side } from "./side";

/** A secret that changes. */
export interface SecretChange {
  readonly name: string;
  /** What happens to it, in words. */
  readonly what: string;
}

/** The component writes the generation into this tag of the distribution. */
const tag = "secure-origin:header-generation";

/** Resources that hold a secret, or a key that signs. */
const holders: readonly (ResourceType | undefined)[] = [
  t.randomBytes,
  t.randomPassword,
  t.kmsKey,
  t.kmsExternalKey,
  t.kmsReplicaKey,
  t.publicKey,
  t.secretVersion,
  t.tlsPrivateKey,
];

/** Arguments with the value of a secret. */
const values = ["secretString", "secretStringWo", "secretStringWoVersion", "secretBinary"];

/** Returns the secrets that appear, go or get another value. */
export function secretChanges(before: Side, after: Side): SecretChange[] {
  const inHeaders = new Set([...headerValues(before), ...headerValues(after)]);
  const urns = [...new Set([...before.resources, ...after.resources].map(({ urn }) => urn))].sort();
  return [
    ...generationChanges(before, after),
    ...urns.flatMap((urn) => changeOf(before.byUrn.get(urn), after.byUrn.get(urn), inHeaders)),
  ];
}

/** Returns the resources that the origins of distributions are computed from, such as random values in their headers. */
function headerValues({ model }: Side): string[] {
  return model.distributions
    .flatMap(({ urn }) => model.links.dependenciesOf(urn, "origins", []))
    .filter((urn) => model.links.resource(urn)?.type.startsWith("random:"));
}

function generationChanges(before: Side, after: Side): SecretChange[] {
  const generation = (side: Side, urn: string): string | undefined =>
    textAt(side.model.links.resource(urn)?.props ?? {}, "tags", tag);
  return after.model.distributions.flatMap(({ urn }) => {
    const [old, now] = [generation(before, urn), generation(after, urn)];
    return old === undefined || now === undefined || old === now
      ? []
      : [{ name: `secret header of ${labelOf(urn)}`, what: `generation ${old} → ${now}` }];
  });
}

function changeOf(
  before: ReviewedResource | undefined,
  after: ReviewedResource | undefined,
  inHeaders: ReadonlySet<string>,
): SecretChange[] {
  const either = after ?? before;
  if (either === undefined || !(holders.includes(canonicalType(either.type)) || inHeaders.has(either.urn))) {
    return [];
  }
  const name = labelOf(either.urn);
  if (before === undefined) {
    return [{ name, what: "appears" }];
  }
  if (after === undefined) {
    return [{ name, what: "goes" }];
  }
  return hasOtherValue(before, after) ? [{ name, what: "gets another value" }] : [];
}

/** Returns whether a secret was replaced, or is another version of itself. */
function hasOtherValue(before: ReviewedResource, after: ReviewedResource): boolean {
  const version = (resource: ReviewedResource): unknown => resource.outputs?.["versionId"];
  return (
    before.created !== after.created ||
    // Every argument of a random value makes another one.
    (after.type.startsWith("random:") && JSON.stringify(before.inputs) !== JSON.stringify(after.inputs)) ||
    version(before) !== version(after) ||
    (after.changes ?? []).some((name) => values.includes(name))
  );
}
