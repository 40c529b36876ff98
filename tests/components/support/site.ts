import {
  CloudFrontAdmission,
  ContentKind,
  KeyState,
  NatGateways,
  SecureOrigin,
  type SecureOriginArgs,
} from "../../../components";
import { EXISTING, VPC } from "./existing";
import { APP } from "./membersSite";
import { record } from "./recorder";

/** The least arguments of a site. */
export const ARGS: SecureOriginArgs = {
  domainName: "members.example.com",
  hostedZoneId: "Z1",
  region: "eu-west-1",
  securePaths: [{ pattern: "/premium/*", content: ContentKind.Dynamic }],
  signingKeys: [{ id: "k1" }],
  origin: { bootScript: "#!/bin/sh\n" },
};

/** Every option that adds a resource. */
export const ALL = {
  additionalDomainNames: ["shop.example.com", "www.example.com"],
  network: { zones: 3, natGateways: NatGateways.PerZone },
  signingKeys: [
    { id: "k1", state: KeyState.Retired },
    { id: "k2", state: KeyState.Active, arn: "arn:aws:kms:eu-west-1:111122223333:key/1234" },
  ],
  headerGeneration: 5,
  adminCidrs: ["10.8.0.0/16", "192.168.4.0/24"],
  admission: CloudFrontAdmission.Both,
  ipv6: true,
  logs: {},
  webAcl: {},
  alarms: { emails: ["oncall@example.com"], expectedCountries: ["DE"] },
};

/** The members site, with every option that adds a resource. */
export const DELIVERED = {
  ...ALL,
  network: undefined,
  ipv6: false,
  securePaths: [
    { pattern: "/premium/*", content: ContentKind.Dynamic },
    { pattern: "/premium-files/*", content: ContentKind.Static },
  ],
  origin: {
    ...ARGS.origin,
    app: { ...APP, accessRequestEmail: "desk@example.com", sessionKeyGeneration: 2 },
  },
};

/** A site in a VPC, with a load balancer and instances that exist. */
export const ALL_EXISTING = { network: undefined, vpc: VPC, origin: EXISTING };

/** Creates a site on mocks. */
export const makeSite = (args: Partial<SecureOriginArgs> = {}, preview = false) =>
  record((options) => new SecureOrigin("site", { ...ARGS, ...args }, options), { preview });
