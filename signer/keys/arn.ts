/** Returns client options with the region of an ARN; none for a bare name or id, which leaves it to the environment. */
export function regionOf(nameOrArn: string): { readonly region?: string } {
  const region = /^arn:[a-z-]+:[a-z]+:([a-z0-9-]+):/.exec(nameOrArn)?.[1];
  return region === undefined ? {} : { region };
}
