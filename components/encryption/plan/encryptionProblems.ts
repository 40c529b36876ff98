import { EDGE_REGION } from "../../internal/edgeRegion";
import { problem } from "../../internal/problem";

/** The choice of the keys that encrypt the data of a site. */
export interface EncryptionChoice {
  /** Region of the stack; empty if it is not configured. */
  readonly region: string;
  readonly createsKey: boolean;
  readonly usesKey: boolean;
  readonly usesEdgeKey: boolean;
  /** Whether the site has log groups or topics in us-east-1. */
  readonly writesInEdgeRegion: boolean;
  /** ARNs, as far as they are known before deployment. */
  readonly keyArn: string | undefined;
  readonly edgeKeyArn: string | undefined;
}

/** Validates the choice of encryption keys: one created here or the caller's own, in each region with encrypted data. */
export function encryptionProblems(choice: EncryptionChoice): string[] {
  return [
    ...combinationProblems(choice),
    ...arnProblems("encryptionKeyArn", choice.keyArn, choice.region),
    ...arnProblems("encryptionKeyArnUsEast1", choice.edgeKeyArn, EDGE_REGION),
  ];
}

function combinationProblems(choice: EncryptionChoice): string[] {
  const { createsKey, usesKey, usesEdgeKey } = choice;
  if (createsKey) {
    const name = usesKey ? "encryptionKeyArn" : "encryptionKeyArnUsEast1";
    const fix = "keep the one that you mean";
    return usesKey || usesEdgeKey
      ? [problem(name, "set beside encryptionKey", "encryptionKey or encryptionKeyArn", fix)]
      : [];
  }
  if (usesEdgeKey && !usesKey) {
    const fix = "name the key of the stack's region, too";
    return [problem("encryptionKeyArn", undefined, "a KMS key, beside encryptionKeyArnUsEast1", fix)];
  }
  return usesKey ? edgeProblems(choice) : [];
}

function edgeProblems({ region, usesEdgeKey, writesInEdgeRegion }: EncryptionChoice): string[] {
  if (region === EDGE_REGION) {
    const fix = "remove it: encryptionKeyArn is used for everything";
    return usesEdgeKey
      ? [problem("encryptionKeyArnUsEast1", "set", `nothing, for a stack in ${EDGE_REGION}`, fix)]
      : [];
  }
  const fix = `name a key in ${EDGE_REGION}, where CloudFront's logs and alarms are`;
  return writesInEdgeRegion && !usesEdgeKey
    ? [problem("encryptionKeyArnUsEast1", undefined, "a KMS key, beside logs, webAcl or alarms", fix)]
    : [];
}

function arnProblems(what: string, arn: string | undefined, region: string): string[] {
  const place = region === "" ? "[a-z0-9-]+" : region;
  if (arn === undefined || new RegExp(`^arn:aws[a-z-]*:kms:${place}:\\d{12}:key/[\\w-]+$`).test(arn)) {
    return [];
  }
  const allowed = `the ARN of a KMS key${region === "" ? "" : ` in ${region}`}`;
  return [problem(what, arn, allowed, "copy the ARN from the key's page: an id or alias is not enough")];
}
