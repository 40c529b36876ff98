import type { Input } from "@pulumi/pulumi";
import { knownText } from "./knownText";

/** A domain name, and what the logical names of its resources call it: the same text with every value of an output. */
export interface DomainName {
  readonly name: Input<string>;
  readonly role: string;
}

/**
 * Returns the names that viewers use. An additional name that is plain is its own role, so that resources keep their
 * names when it moves in the list.
 */
export function siteDomainNames(
  domainName: Input<string>,
  additional: readonly Input<string>[] = [],
): DomainName[] {
  return [
    { name: domainName, role: "site" },
    ...additional.map((name, index) => ({ name, role: knownText(name) ?? `additional-${index + 1}` })),
  ];
}

/** Returns the names by which CloudFront reaches the load balancer, each plain one once. */
export function originDomainNames(names: readonly Input<string>[]): DomainName[] {
  return [...new Set(names)].map((name, index) => ({ name, role: `origin-${index + 1}` }));
}

/** Returns the logical name that a resource had when it was called by the domain name, so that it is not replaced. */
export function formerNames(component: string, { name, role }: DomainName): { name: string }[] {
  const known = knownText(name);
  return known === undefined || known === role ? [] : [{ name: `${component}-${known}` }];
}
