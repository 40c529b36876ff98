import { isOfOwnAccount } from "../../reachability/ownAccount";
import type { Origin } from "../../resources/cloudfront/origins";
import type { FunctionPermission, FunctionUrl } from "../../resources/compute/functionUrls";
import { functionUrlDomain } from "../../resources/compute/functionUrls";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { type Field, is, known } from "../../values/field";
import { quoted, unknownFinding } from "../findings";
import type { Finding, Rule } from "../rule";

/** Function URLs behind CloudFront are called by the stack's distributions alone. */
export const functionUrlAdmitsOnlyCloudfront: Rule = {
  name: "function-url-admits-only-cloudfront",
  displayName: "Function URL admits only CloudFront",
  description:
    "A function URL behind CloudFront requires IAM, and its function's policy admits only this stack's distributions.",
  rationale:
    "A function URL is on the internet. With AWS_IAM it answers only signed requests, which origin access control sends; a " +
    "permission without the distribution's ARN admits every distribution of every account.",
  severity: "critical",
  enforcementLevel: "mandatory",
  tags: ["cloudfront", "lambda", "network exposure"],
  remediationSteps:
    "Set authorizationType to AWS_IAM, give the origin an origin access control of type lambda that always signs, and set " +
    "sourceArn of each permission for cloudfront.amazonaws.com to the distribution's ARN.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html",
  scope: "ingress-paths",
  types: [t.distribution, t.functionUrl, t.functionPermission, t.originAccessControl],
  options: [],
  onUnknown: "deny",
  check: (model) => {
    const functionUrls = new Map(model.functionUrls.map((each) => [each.urn, each]));
    const origins = model.distributions.flatMap(({ urn, origins: list }) =>
      (known(list) ?? []).filter(({ kind }) => kind === "custom").map((origin) => ({ urn, origin })),
    );
    const called = new Set<FunctionUrl>();
    const found = origins.flatMap(({ urn, origin }): Finding[] => {
      const urls = urlsOf(model, urn, origin).flatMap((each) => functionUrls.get(each) ?? []);
      urls.forEach((url) => called.add(url));
      if (origin.accessControl.state === "absent") {
        return [];
      }
      return urls.length > 0 ? unsignedRequests(model, urn, origin) : outside(urn, origin);
    });
    return [...found, ...[...called].flatMap((url) => findingsAt(model, url))];
  },
};

/** Resolves an origin to function URLs, whose output is a URL and not a domain name. */
function urlsOf(model: StackModel, urn: string, { domainName }: Origin): readonly string[] {
  const url: Field<string> =
    domainName.state === "known" ? { ...domainName, value: `https://${domainName.value}/` } : domainName;
  return urnsOf(model.links.to(urn, url, t.functionUrl));
}

/** Reports an origin that is no function URL of this stack; other domain names have a rule on single resources. */
function outside(urn: string, { id, domainName }: Origin): Finding[] {
  const name = quoted(known(id));
  if (domainName.state === "unknown") {
    return [unknownFinding(urn, domainName, `origin ${name} may be on the internet`)];
  }
  if (!functionUrlDomain.test(known(domainName) ?? "")) {
    return [];
  }
  const why = `origin ${name} is a function URL outside this stack, so it is not known who can call it`;
  return [{ urn, path: domainName.path, why, fix: "Create the function URL in this stack" }];
}

/** Reports an origin access control that does not sign, or signs for another service. */
function unsignedRequests(model: StackModel, urn: string, origin: Origin): Finding[] {
  const linked = urnsOf(model.links.to(urn, origin.accessControl, t.originAccessControl));
  const controls = model.originAccessControls.filter((control) => linked.includes(control.urn));
  const isSigned = controls.some(
    ({ originType, signing }) => is(originType, "lambda") && !is(signing, "never"),
  );
  if (isSigned || controls.length === 0) {
    return [];
  }
  const [control] = controls;
  const why = `CloudFront does not sign its requests to the function URL of origin ${quoted(known(origin.id))}`;
  const fix = "Set originAccessControlOriginType to lambda and signingBehavior to always";
  return [{ urn: control?.urn ?? urn, path: "signingBehavior", why, fix }];
}

function findingsAt(model: StackModel, { urn, function: field, authorization }: FunctionUrl): Finding[] {
  const fix = "Set it to AWS_IAM";
  if (authorization.state === "unknown") {
    return [unknownFinding(urn, authorization, "anyone may call this function URL", fix)];
  }
  if (!is(authorization, "AWS_IAM")) {
    const why = "anyone can call this function URL, without CloudFront";
    return [{ urn, path: authorization.path, why, fix }];
  }
  const functions = urnsOf(model.links.to(urn, field, t.function));
  return model.functionPermissions
    .filter((permission) =>
      urnsOf(model.links.to(permission.urn, permission.function, t.function)).some((each) =>
        functions.includes(each),
      ),
    )
    .flatMap((permission) => openPermission(model, permission));
}

/** Reports a permission for everyone, for another account, or for distributions that are not of this stack. */
function openPermission(model: StackModel, permission: FunctionPermission): Finding[] {
  const { urn, action, principal, urlAuthorization } = permission;
  if (!/^lambda:(\*|Invoke.*)$/i.test(known(action) ?? "lambda:*")) {
    return [];
  }
  if (is(urlAuthorization, "NONE")) {
    return is(principal, "*") ? [unusedPermission(permission)] : [];
  }
  const fix = "Set principal to CloudFront's, and sourceArn to the distribution's ARN";
  if (is(principal, "*")) {
    const why = "this permission lets every AWS account call a function behind CloudFront";
    return [{ urn, path: principal.path, why, fix }];
  }
  if (is(principal, "cloudfront.amazonaws.com")) {
    return otherDistributions(model, permission);
  }
  const link = model.links.to(urn, principal, t.role, t.user);
  if (link.state === "unknown") {
    return [unknownFinding(urn, link.field, "another account may call this function", fix)];
  }
  const isAccount = link.state === "outside" && /^(?:\d{12}$|arn:)/.test(link.value);
  if (!isAccount || isOfOwnAccount(model, link.value)) {
    return [];
  }
  const why =
    "this permission lets a principal that is not known to be of this account call a function behind CloudFront";
  return [{ urn, path: principal.path, why, fix }];
}

/** Reports a permission that admits nobody as long as the function's URL requires IAM. */
function unusedPermission({ urn, urlAuthorization: { path } }: FunctionPermission): Finding {
  const why =
    "this permission is for a function URL of type NONE: the URL requires AWS_IAM, so it admits nobody, but would admit " +
    "everyone if the type of the URL changed";
  return { urn, path, why, fix: "Remove the permission", level: "advisory" };
}

/** Reports a permission for CloudFront that does not name a distribution of this stack. */
function otherDistributions(model: StackModel, { urn, source }: FunctionPermission): Finding[] {
  const fix = "Set sourceArn to the ARN of the distribution";
  if (source.state === "absent") {
    const why = "this permission lets every distribution, of any account, call a function behind CloudFront";
    return [{ urn, path: source.path, why, fix }];
  }
  const link = model.links.to(urn, source, t.distribution);
  if (link.state === "inside") {
    return [];
  }
  if (link.state === "unknown") {
    return [unknownFinding(urn, link.field, "other distributions may call this function", fix)];
  }
  const why = "this permission lets distributions outside this stack call a function behind CloudFront";
  return [{ urn, path: source.path, why, fix }];
}
