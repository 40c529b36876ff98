/** Says of an abstract stack whether what it protects is exposed. */
import type { Access } from "../world/access";
import type { Distribution, Origin } from "../world/edge";
import type { World } from "../world/world";
import { type DirectWitness, directWitness, replaysDirect } from "./direct";
import { packetWitness, replays } from "./ingress";
import { looseEnds } from "./looseEnds";
import { alikeInPreview } from "./previews";
import { type PrincipalWitness, principalWitness, replaysPrincipal } from "./principals";
import { forwardsOf, protectedNames, targetsOf } from "./protected";
import { type RequestWitness, replaysRequest, requestWitness } from "./requests";
import type { Position } from "./walk";

/** How something protected is reached. */
export type Witness =
  | { readonly packet: readonly Position[] }
  | { readonly request: RequestWitness }
  | { readonly direct: DirectWitness }
  | { readonly principal: PrincipalWitness };

/**
 * The judgement of a stack. `loose`: no way is complete, but one layer is open or not known, so that both answers are right by
 * the pack's own promise to hold each layer.
 */
export type Judgement =
  | { readonly verdict: "exposed"; readonly by: string; readonly witness: Witness }
  | { readonly verdict: "undecidable"; readonly by: string; readonly witness: readonly Position[] }
  | { readonly verdict: "closed"; readonly loose: readonly string[] };

/** Judges a stack. */
export function judge(world: World): Judgement {
  const certain = packetWitness(world, "closed");
  if (certain !== undefined) {
    return { verdict: "exposed", by: wayOf(certain), witness: { packet: certain } };
  }
  const request = requestWitness(world);
  const isShown = request !== undefined && alikeInPreview(world).every((each) => requestWitness(each));
  if (request !== undefined && isShown) {
    return { verdict: "exposed", by: `request: ${request.why}`, witness: { request } };
  }
  const direct = directWitness(world);
  if (direct !== undefined) {
    return { verdict: "exposed", by: `direct request as ${direct.as}`, witness: { direct } };
  }
  const access = trustedKey(world);
  const principal = access && principalWitness(access, "closed");
  if (principal !== undefined) {
    return { verdict: "exposed", by: `${principal.action} by ${principal.from}`, witness: { principal } };
  }
  const [unknown] = unknownReferences(world);
  if (unknown !== undefined) {
    return { verdict: "undecidable", by: unknown, witness: [] };
  }
  const possible = packetWitness(world, "open");
  if (possible !== undefined) {
    return { verdict: "undecidable", by: wayOf(possible), witness: possible };
  }
  if (access && principalWitness(access, "open") !== undefined) {
    return { verdict: "undecidable", by: "a policy is outside the stack", witness: [] };
  }
  const isOpen =
    request !== undefined || alikeInPreview(world).some((each) => requestWitness(each) !== undefined);
  const open = isOpen ? ["the preview does not show which origin sends which secret"] : [];
  return { verdict: "closed", loose: [...open, ...looseEnds(world)] };
}

/** Tells whether a witness holds when it is walked again, step by step. */
export function replaysWitness(world: World, witness: Witness): boolean {
  if ("packet" in witness) {
    return replays(world, "closed", witness.packet);
  }
  if ("request" in witness) {
    return replaysRequest(world, witness.request);
  }
  if ("principal" in witness) {
    const access = trustedKey(world);
    return access !== undefined && replaysPrincipal(access, witness.principal);
  }
  return replaysDirect(world, witness.direct);
}

/** Returns who may use the signing key, if a behavior trusts it. */
function trustedKey({ access, distributions }: World): Access | undefined {
  const isTrusted = distributions.some(({ behaviors, byDefault }) =>
    [...behaviors, byDefault].some(({ signed }) => signed),
  );
  return isTrusted ? access : undefined;
}

function wayOf(witness: readonly Position[]): string {
  return witness.map(({ at }) => at).join(" → ");
}

/**
 * Lists what is on the way to signed content that the stack does not say. Public content from elsewhere is nobody's secret: what
 * else leads to it is not the stack's business.
 */
function unknownReferences(world: World): string[] {
  const signed = world.distributions.map((distribution) => ({
    ...distribution,
    origins: signedOriginsOf(distribution),
  }));
  const isReached = protectedNames({ ...world, distributions: signed });
  return [
    ...signed.flatMap(({ origins }) =>
      origins.flatMap(({ target }) =>
        "domain" in target || ("vpcOrigin" in target && "outside" in target.vpcOrigin)
          ? [`an origin is outside the stack`]
          : [],
      ),
    ),
    ...world.loadBalancers
      .filter(({ name }) => isReached.has(name))
      .flatMap((balancer) => forwardsOf(balancer).flatMap((name) => targetsOf(world, name)))
      .flatMap(({ address }) => (address === undefined ? [] : ["a target is a literal address"])),
  ];
}

/** Returns the origins that signed behaviors use, by themselves or in an origin group. */
function signedOriginsOf({ origins, originGroups, behaviors, byDefault }: Distribution): Origin[] {
  const used = [...behaviors, byDefault].filter(({ signed }) => signed).map(({ origin }) => origin);
  const members = originGroups.filter(({ id }) => used.includes(id)).flatMap((group) => group.members);
  return origins.filter(({ id }) => used.includes(id) || members.includes(id));
}
