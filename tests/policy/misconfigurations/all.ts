import { hygieneMisconfigurations } from "./list/hygiene";
import { addressMisconfigurations } from "./list/ingress/addresses";
import { cloudfrontOriginMisconfigurations } from "./list/ingress/cloudfrontOrigins";
import { functionUrlMisconfigurations } from "./list/ingress/functionUrls";
import { ipv6Misconfigurations } from "./list/ingress/ipv6";
import { launchMisconfigurations } from "./list/ingress/launches";
import { loadBalancerMisconfigurations } from "./list/ingress/loadBalancers";
import { originSecurityGroupMisconfigurations } from "./list/ingress/originSecurityGroups";
import { otherIngressPathMisconfigurations } from "./list/ingress/otherIngressPaths";
import { protectionMisconfigurations } from "./list/ingress/protection";
import { routeMisconfigurations } from "./list/ingress/routes";
import { securityGroupMisconfigurations } from "./list/ingress/securityGroups";
import { sharedServiceMisconfigurations } from "./list/ingress/sharedServices";
import { unanalysableMisconfigurations } from "./list/ingress/unanalysable";
import { unanalysableArgumentMisconfigurations } from "./list/ingress/unanalysableArguments";
import { unresolvedTargetMisconfigurations } from "./list/ingress/unresolvedTargets";
import { waysBetweenMisconfigurations } from "./list/ingress/waysBetween";
import { encodedPrivateKeyMisconfigurations } from "./list/keys/encodedPrivateKeys";
import { keyMisconfigurations } from "./list/keys/keys";
import { keyUserMisconfigurations } from "./list/keys/keyUsers";
import { signerRoleMisconfigurations } from "./list/keys/signerRole";
import { logMisconfigurations } from "./list/logs";
import { behaviorMisconfigurations } from "./list/signing/behaviors";
import { edgeFunctionMisconfigurations } from "./list/signing/edgeFunctions";
import { existingBucketMisconfigurations } from "./list/signing/existingBuckets";
import { originNameMisconfigurations } from "./list/signing/originNames";
import { secureBehaviorMisconfigurations } from "./list/signing/secureBehaviors";
import { signedBucketMisconfigurations, signedObjectMisconfigurations } from "./list/signing/signedBuckets";
import { writableBucketMisconfigurations } from "./list/signing/writableBuckets";
import { taskMisconfigurations } from "./list/tasks";
import { listenerMisconfigurations } from "./list/tiers/listeners";
import { pathMisconfigurations } from "./list/tiers/paths";
import { secretMisconfigurations } from "./list/tiers/secrets";
import { strengthMisconfigurations } from "./list/tiers/strength";
import { targetMisconfigurations } from "./list/tiers/targets";
import { transportMisconfigurations } from "./list/transport";
import type { Misconfiguration } from "./misconfiguration";

/** Every misconfiguration that the pack must find, by topic. */
export const misconfigurationGroups: { title: string; misconfigurations: Misconfiguration[] }[] = [
  { title: "Load balancers", misconfigurations: loadBalancerMisconfigurations },
  { title: "Addresses", misconfigurations: addressMisconfigurations },
  { title: "Routes", misconfigurations: routeMisconfigurations },
  { title: "IPv6", misconfigurations: ipv6Misconfigurations },
  { title: "Launch templates, fleets and tasks", misconfigurations: launchMisconfigurations },
  { title: "Sites on ECS", misconfigurations: taskMisconfigurations },
  { title: "Security groups, in one resource", misconfigurations: securityGroupMisconfigurations },
  {
    title: "Security groups of origins, across resources",
    misconfigurations: originSecurityGroupMisconfigurations,
  },
  { title: "Other ingress paths", misconfigurations: otherIngressPathMisconfigurations },
  { title: "What is protected, and what leads to it", misconfigurations: protectionMisconfigurations },
  { title: "Shared services and tunnels", misconfigurations: sharedServiceMisconfigurations },
  { title: "Targets that cannot be resolved", misconfigurations: unresolvedTargetMisconfigurations },
  { title: "Ways through servers and accounts in between", misconfigurations: waysBetweenMisconfigurations },
  { title: "Ingress that cannot be analysed", misconfigurations: unanalysableMisconfigurations },
  { title: "Arguments that cannot be analysed", misconfigurations: unanalysableArgumentMisconfigurations },
  { title: "Origins of distributions", misconfigurations: cloudfrontOriginMisconfigurations },
  { title: "Function URLs behind distributions", misconfigurations: functionUrlMisconfigurations },
  { title: "Secure paths", misconfigurations: secureBehaviorMisconfigurations },
  {
    title: "Other behaviors",
    misconfigurations: [...behaviorMisconfigurations, ...originNameMisconfigurations],
  },
  { title: "Signed objects that public behaviors serve", misconfigurations: signedObjectMisconfigurations },
  {
    title: "Buckets with signed objects",
    misconfigurations: [...signedBucketMisconfigurations, ...writableBucketMisconfigurations],
  },
  { title: "Buckets of other stacks", misconfigurations: existingBucketMisconfigurations },
  { title: "Functions at the edge", misconfigurations: edgeFunctionMisconfigurations },
  { title: "Listeners and their rules", misconfigurations: listenerMisconfigurations },
  { title: "Secret headers", misconfigurations: secretMisconfigurations },
  { title: "The strength of secret headers", misconfigurations: strengthMisconfigurations },
  {
    title: "Servers and ports of the tiers",
    misconfigurations: [...targetMisconfigurations, ...pathMisconfigurations],
  },
  { title: "Keys", misconfigurations: keyMisconfigurations },
  { title: "Private keys, encoded", misconfigurations: encodedPrivateKeyMisconfigurations },
  { title: "Permissions on keys", misconfigurations: keyUserMisconfigurations },
  { title: "The role that signs", misconfigurations: signerRoleMisconfigurations },
  { title: "Transport", misconfigurations: transportMisconfigurations },
  { title: "Instances, load balancers and responses", misconfigurations: hygieneMisconfigurations },
  { title: "Logs", misconfigurations: logMisconfigurations },
];

/** Every misconfiguration that the pack must find. */
export const misconfigurations: Misconfiguration[] = misconfigurationGroups.flatMap(
  (group) => group.misconfigurations,
);
