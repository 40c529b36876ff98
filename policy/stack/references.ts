/**
 * Returns the identifiers of resources inside a reference that is longer than an identifier: the host of a URL, the
 * function of a qualified ARN, the load balancer of a listener's ARN, the id at the end of an ARN.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
 */
export function identifiersIn(reference: string): string[] {
  const found = [
    ...hostOf(reference),
    ...functionsIn(reference),
    ...loadBalancerOf(reference),
    ...idAtTheEnd(reference),
  ];
  return [...new Set(found)].filter((each) => each !== reference);
}

/** Returns the host of a URL, or of a host with a port. */
export function hostOf(reference: string): string[] {
  const [, host = ""] = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/:?#\s]+)(?::\d+)?(?:[/?#]|$)/i.exec(reference) ?? [];
  return host.slice(1, -1).includes(".") ? [host.toLowerCase()] : [];
}

function functionsIn(reference: string): string[] {
  const [, arn = "", name = ""] = /(arn:[\w-]+:lambda:[\w-]*:\d*:function:([\w-]+))/.exec(reference) ?? [];
  if (name !== "") {
    return [arn, name];
  }
  const [, partial] = /^(?:\d{12}:)?(?:function:)?([\w-]{1,64})(?::[\w$-]+)?$/.exec(reference) ?? [];
  return partial === undefined ? [] : [partial];
}

function loadBalancerOf(reference: string): string[] {
  const [, prefix, path] =
    /^(arn:[\w-]+:elasticloadbalancing:[\w-]*:\d*:)listener(?:-rule)?\/((?:app|net|gwy)\/[^/]+\/[^/]+)\//.exec(
      reference,
    ) ?? [];
  return prefix === undefined || path === undefined ? [] : [`${prefix}loadbalancer/${path}`];
}

function idAtTheEnd(reference: string): string[] {
  const [, id] =
    /^arn:[\w-]+:ec2:[\w-]*:\d*:(?:subnet|security-group|instance|network-interface|vpc|elastic-ip)\/([\w-]+)$/.exec(
      reference,
    ) ?? [];
  return id === undefined ? [] : [id];
}
