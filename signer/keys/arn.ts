/** The region that an ARN names: the client must ask there, whatever the environment says. */

/** Client options for an ARN; nothing for a bare name or id, which leaves the region to the environment. */
export function regionOf(nameOrArn: string): { readonly region?: string } {
  const region = /^arn:[a-z-]+:[a-z]+:([a-z0-9-]+):/.exec(nameOrArn)?.[1];
  return region === undefined ? {} : { region };
}
