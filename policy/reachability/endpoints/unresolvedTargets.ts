import { hostOf } from "../../stack/references";
import { parseRange, publicPart, type Range, subtract } from "../../values/ranges";

/**
 * Returns the addresses that a target may have that is not of this stack by its spelling; undefined if it is certainly
 * something else, such as another service or a public host.
 *
 * - A stage variable can hold anything.
 * - A network interface may be that of a load balancer or instance, and a name in AWS Cloud Map that of any server.
 * - An address in a private network may be that of any server in it.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/stage-variables.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html
 */
export function addressesOf(target: string): readonly Range[] | undefined {
  if (target.includes("${stageVariables.") || /^eni-|^arn:[\w-]+:servicediscovery:/.test(target)) {
    return anywhere;
  }
  const range = addressIn(target);
  if (range === undefined) {
    return undefined;
  }
  const internal = subtract([range], publicPart([range]));
  return internal.length === 0 ? undefined : internal;
}

/** Every address. */
export const anywhere: readonly Range[] = ["0.0.0.0/0", "::/0"].flatMap((cidr) => parseRange(cidr) ?? []);

function addressIn(target: string): Range | undefined {
  const [host = target] = hostOf(target);
  const [, dashed] = /^ip-(\d+-\d+-\d+-\d+)\./.exec(host) ?? [];
  return parseRange(target) ?? parseRange(dashed === undefined ? host : dashed.replaceAll("-", "."));
}

/** Returns whether a target that is not of this stack by its spelling may be a function of it. */
export function mayBeFunction(target: string): boolean {
  return target.includes("${stageVariables.") && !/:(?!lambda:)[\w-]+:path\//.test(target);
}
