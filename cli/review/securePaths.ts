/** The secure paths of a stack: which URLs need a signature, of which keys. */
import { findGaps, findRefusals, type Gap } from "../../policy/reachability/coverage";
import type { Behavior, Distribution } from "../../policy/resources/cloudfront/distributions";
import { isSigned } from "../../policy/resources/cloudfront/distributions";
import { resourceTypes as t } from "../../policy/resources/resourceTypes";
import { checkedSecurePaths, isCheckedByOptions } from "../../policy/rules/signing/checkedPaths";
import { describeGap } from "../../policy/rules/signing/describeGap";
import type { StackModel } from "../../policy/stack/stack";
import type { Field } from "../../policy/values/field";
import { known } from "../../policy/values/field";
import { inspectKey } from "../../policy/values/keys";
import { labelOf } from "../explainStack/ingressTree";
import { later, type Side } from "./side";

/** A pattern of URLs that need a signature. */
export interface SecurePath {
  /** The URN of the distribution. */
  readonly distribution: string;
  readonly pattern: string;
  /** Patterns inside it that are public on purpose. */
  readonly exceptions: readonly string[];
  /** The public keys that it trusts. */
  readonly keys: readonly TrustedKey[];
  /** What of it is served without a signature, by behavior. */
  readonly gaps: readonly OpenUrl[];
}

/** A public key that a secure path trusts. */
export interface TrustedKey {
  readonly name: string;
  /** The start of its fingerprint; undefined while a preview leaves it open. */
  readonly fingerprint: string | undefined;
}

/** A behavior that serves some URL of a secure path without a signature. */
export interface OpenUrl {
  readonly behavior: string;
  readonly why: string;
  /** Whether it depends on a value that a preview leaves open. */
  readonly isLater: boolean;
}

interface Checked {
  readonly pattern: string;
  readonly exceptions: readonly string[];
}

/** Returns the secure paths: those that components or options declare, and those of signed behaviors. */
export function securePathsOf({ model, options }: Side): SecurePath[] {
  return model.distributions.flatMap((distribution) => {
    const { urn, behaviors } = distribution;
    const declared = options.ignoreDeclaredPaths ? [] : (model.declaredFor(urn) ?? []);
    const own = isCheckedByOptions(distribution) ? options : { ...options, securePaths: [] };
    const checked = checkedSecurePaths(declared, own);
    const exceptions = [
      ...options.publicPaths,
      ...declared.flatMap(({ publicPaths }) => publicPaths.flatMap((each) => known(each) ?? [])),
    ];
    const signed = behaviors
      .filter(isSigned)
      .flatMap(({ pattern }) => known(pattern) ?? [])
      .filter((pattern) => !checked.some((each) => each.pattern === pattern))
      .map((pattern) => ({ pattern, exceptions }));
    return [...checked, ...signed].map((each) => securePath(model, distribution, each));
  });
}

/** Describes what a distribution does with the URLs of a pattern. */
export function securePath(
  model: StackModel,
  { urn, behaviors }: Distribution,
  { pattern, exceptions }: Checked,
): SecurePath {
  const signing = findRefusals(pattern, behaviors, exceptions).map(({ behavior }) => behavior);
  const keys = new Map(
    signing.flatMap((behavior) => keysOf(model, urn, behavior)).map((key) => [key.name, key]),
  );
  return {
    distribution: urn,
    pattern,
    exceptions,
    keys: [...keys.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    gaps: findGaps(pattern, behaviors, exceptions).map((gap) => openUrl(pattern, gap, behaviors)),
  };
}

function openUrl(pattern: string, gap: Gap, behaviors: readonly Behavior[]): OpenUrl {
  const { why, unknown = false } = describeGap(pattern, gap, behaviors);
  const behavior = known(gap.behavior.pattern) ?? gap.behavior.label;
  return {
    behavior,
    why: unknown ? `${why.replace(/, since this .*$/, "")}: ${later}` : why,
    isLater: unknown,
  };
}

const open: TrustedKey = { name: later, fingerprint: undefined };

/** Returns the public keys that a behavior trusts. */
function keysOf(model: StackModel, distribution: string, { keyGroups }: Behavior): TrustedKey[] {
  return resolved(keyGroups).flatMap((field) => {
    const group = model.links.to(distribution, field, t.keyGroup);
    switch (group.state) {
      case "absent":
        return [];
      case "unknown":
        return [open];
      case "outside":
        return [{ name: `keys of key group ${group.value}, outside this stack`, fingerprint: undefined }];
      case "inside":
        return group.urns.flatMap((urn) => keysOfGroup(model, urn));
    }
  });
}

function keysOfGroup(model: StackModel, urn: string): TrustedKey[] {
  return model.keyGroups
    .filter((group) => group.urn === urn)
    .flatMap(({ keys }) => resolved(keys))
    .flatMap((field) => {
      const key = model.links.to(urn, field, t.publicKey);
      switch (key.state) {
        case "absent":
          return [];
        case "unknown":
          return [open];
        case "outside":
          return [{ name: `${key.value}, outside this stack`, fingerprint: undefined }];
        case "inside":
          return key.urns.map((each) => trustedKey(model, each));
      }
    });
}

/** Returns the elements of a list; one unknown element for an unknown list. */
function resolved(list: Field<readonly Field<string>[]>): readonly Field<string>[] {
  return list.state === "known" ? list.value : [list];
}

function trustedKey(model: StackModel, urn: string): TrustedKey {
  const pem = model.publicKeys.find((key) => key.urn === urn)?.pem;
  const key = pem?.state === "known" ? inspectKey(pem.value) : undefined;
  const inState = key === undefined ? undefined : "not a public key";
  const fingerprint = key?.kind === "public" ? key.fingerprint.slice(0, 8) : inState;
  return { name: labelOf(urn).replace(/^public key /, ""), fingerprint };
}
