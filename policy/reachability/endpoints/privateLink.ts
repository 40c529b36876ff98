import type { EndpointService } from "../../resources/network/endpoints/privateLink";
import { resourceTypes as t } from "../../resources/resourceTypes";
import { urnsOf } from "../../stack/links";
import type { StackModel } from "../../stack/stack";
import { type Field, is, known } from "../../values/field";
import { parseRanges } from "../../values/ranges";
import type { IngressPoint } from "../ingressPoint";
import { isOfOwnAccount } from "../ownAccount";

/**
 * Those who connect choose the addresses of their own VPC, which may be public ones.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
 */
const anyAddress = parseRanges(["0.0.0.0/0", "::/0"]);

/**
 * Finds the load balancers behind endpoint services that other accounts can use. A service without allowed principals is
 * available to nobody. One that accepts every connection is open to the accounts that it allows; where the owner accepts each
 * connection, or allows the stack's own account alone, it is advice.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/modify-endpoint-service.html
 */
export function privateLinkPoints(model: StackModel): IngressPoint[] {
  return model.endpointServices.flatMap((service) => {
    const { urn, balancers } = service;
    const principals = principalsOf(model, service);
    if (principals.length === 0) {
      return [];
    }
    const isEverybody = principals.some((each) => each.state === "unknown" || is(each, "*"));
    const isForOthers = principals.some((each) => !isOfOwnAccount(model, known(each) ?? ""));
    const isForAdministrators = !isForOthers || is(service.acceptance, true);
    const named = isEverybody ? {} : { accounts: principals.flatMap((each) => known(each) ?? []) };
    return balancers.flatMap((field) =>
      urnsOf(model.links.to(urn, field, t.loadBalancer)).map((to) => ({
        kind: "endpoint service",
        from:
          isEverybody && !isForAdministrators ? "every AWS account" : "an account that the service admits",
        isForAdministrators,
        ...named,
        first: { urn, argument: field.path },
        through: [],
        to,
        sender: { isPublic: false, groups: [], ranges: anyAddress, isPrivateLink: true },
        isSender: false,
        fix: "Remove the load balancer from the endpoint service, or allow only the principals that need it",
      })),
    );
  });
}

function principalsOf(model: StackModel, { urn, principals }: EndpointService): Field<string>[] {
  const others = model.endpointServicePrincipals.filter(({ urn: by, service }) =>
    urnsOf(model.links.to(by, service, t.endpointService)).includes(urn),
  );
  return [...principals, ...others.map(({ principal }) => principal)];
}
