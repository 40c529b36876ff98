import { Reader } from "../../resources/reader";
import type { StackModel } from "../../stack/stack";
import { known } from "../../values/field";
import { parseRanges } from "../../values/ranges";
import type { Trusted } from "./bucketReaders";

/** Collects who may read signed content: the stack's distributions and identities, its account, the administrators. */
export function trustedBy(model: StackModel, adminCidrs: readonly string[]): Trusted {
  const arns = model.distributions.map(({ urn }) =>
    known(
      Reader.over<{ arn: string }>(model.links.resource(urn)?.props ?? {})
        .at("arn")
        .string(),
    ),
  );
  const distributions = new Set(arns.filter((arn) => arn !== undefined));
  const accounts = [...distributions, ...certificatesOf(model)].map((arn) => arn.split(":")[4]);
  const identities = [
    ...model.originAccessIdentities.flatMap(({ id, canonicalUserId }) => [known(id), known(canonicalUserId)]),
    // Only distributions of its own account can use an identity.
    ...model.distributions.flatMap(({ origins }) =>
      (known(origins) ?? []).map(({ accessIdentity }) => known(accessIdentity)?.split("/").at(-1)),
    ),
  ];
  return {
    distributions,
    isComplete: distributions.size === arns.length,
    account: accounts[0],
    identities: new Set(identities.filter((each) => each !== undefined)),
    admins: parseRanges(adminCidrs),
  };
}

/**
 * Returns the ARNs of the distributions' certificates, which belong to the same account as the distribution.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
 */
function certificatesOf(model: StackModel): string[] {
  return model.distributions.flatMap(({ urn }) => {
    const args = Reader.over<{ viewerCertificate: { acmCertificateArn: string } }>(
      model.links.resource(urn)?.props ?? {},
    );
    const arn = known(args.at("viewerCertificate").at("acmCertificateArn").string());
    return arn !== undefined && /^arn:[\w-]+:acm:[\w-]*:\d{12}:/.test(arn) ? [arn] : [];
  });
}
