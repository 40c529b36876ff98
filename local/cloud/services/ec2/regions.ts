/** Published properties of a region. */
export interface Region {
  /** Name in the console. */
  title: string;
  /** Availability zones: letter and zone id. */
  zones: readonly (readonly [string, string])[];
  /** Route 53 zone of Application Load Balancers. */
  elbZone: string;
  /** Account that Elastic Load Balancing writes access logs from. */
  elbAccount: string;
  /** Route 53 zone of S3 website endpoints. */
  s3Zone: string;
  /** Managed prefix list com.amazonaws.global.cloudfront.origin-facing. */
  cloudfrontList: string;
}

const three = (prefix: string, ids: readonly [number, number, number]): Region["zones"] =>
  ids.map((id, index) => ["abc".charAt(index), `${prefix}-az${id}`] as const);

/**
 * The local cloud's regions. Zone letters map differently in each account: this is one mapping.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/elb.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 * @see https://docs.aws.amazon.com/general/latest/gr/s3.html
 */
export const REGIONS: Readonly<Record<string, Region>> = {
  "us-east-1": {
    title: "US East (N. Virginia)",
    zones: [
      ["a", "use1-az1"],
      ["b", "use1-az2"],
      ["c", "use1-az4"],
      ["e", "use1-az3"],
    ],
    elbZone: "Z35SXDOTRQ7X7K",
    elbAccount: "127311923021",
    s3Zone: "Z3AQBSTGFYJSTF",
    cloudfrontList: "pl-3b927c52",
  },
  "us-east-2": {
    title: "US East (Ohio)",
    zones: three("use2", [1, 2, 3]),
    elbZone: "Z3AADJGX6KTTL2",
    elbAccount: "033677994240",
    s3Zone: "Z2O1EMRO9K5GLX",
    cloudfrontList: "pl-b6a144df",
  },
  "us-west-2": {
    title: "US West (Oregon)",
    zones: three("usw2", [2, 1, 3]),
    elbZone: "Z1H1FL5HABSF5",
    elbAccount: "797873946194",
    s3Zone: "Z3BJ6K6RIION7M",
    cloudfrontList: "pl-82a045eb",
  },
  "ca-central-1": {
    title: "Canada (Central)",
    zones: [
      ["a", "cac1-az1"],
      ["b", "cac1-az2"],
      ["d", "cac1-az4"],
    ],
    elbZone: "ZQSVJUPU6J1EY",
    elbAccount: "985666609251",
    s3Zone: "Z1QDHH18159H29",
    cloudfrontList: "pl-38a64351",
  },
  "eu-central-1": {
    title: "Europe (Frankfurt)",
    zones: three("euc1", [2, 3, 1]),
    elbZone: "Z215JYRZR1TBD5",
    elbAccount: "054676820928",
    s3Zone: "Z21DNDUVLTQW6Q",
    cloudfrontList: "pl-a3a144ca",
  },
  "eu-west-1": {
    title: "Europe (Ireland)",
    zones: three("euw1", [1, 2, 3]),
    elbZone: "Z32O12XQLNTSW2",
    elbAccount: "156460612806",
    s3Zone: "Z1BKCTXD74EZPE",
    cloudfrontList: "pl-4fa04526",
  },
  "eu-west-2": {
    title: "Europe (London)",
    zones: three("euw2", [2, 3, 1]),
    elbZone: "ZHURV8PSTC4K8",
    elbAccount: "652711504416",
    s3Zone: "Z3GKZC51ZF0DB4",
    cloudfrontList: "pl-93a247fa",
  },
  "eu-west-3": {
    title: "Europe (Paris)",
    zones: three("euw3", [1, 2, 3]),
    elbZone: "Z3Q77PNBQS71R4",
    elbAccount: "009996457667",
    s3Zone: "Z3R1K369G5AVDG",
    cloudfrontList: "pl-75b1541c",
  },
  "eu-north-1": {
    title: "Europe (Stockholm)",
    zones: three("eun1", [1, 2, 3]),
    elbZone: "Z23TAZ6LKFMNIO",
    elbAccount: "897822967062",
    s3Zone: "Z3BAZG2TWCNX0D",
    cloudfrontList: "pl-fab65393",
  },
  "ap-northeast-1": {
    title: "Asia Pacific (Tokyo)",
    zones: [
      ["a", "apne1-az4"],
      ["c", "apne1-az1"],
      ["d", "apne1-az2"],
    ],
    elbZone: "Z14GRHDCWA56QT",
    elbAccount: "582318560864",
    s3Zone: "Z2M4EHUR26P7ZW",
    cloudfrontList: "pl-58a04531",
  },
  "ap-southeast-2": {
    title: "Asia Pacific (Sydney)",
    zones: three("apse2", [3, 1, 2]),
    elbZone: "Z1GM3OXH4ZPM65",
    elbAccount: "783225319266",
    s3Zone: "Z1WCIGYICN2BYD",
    cloudfrontList: "pl-b8a742d1",
  },
};

/** Returns a region's properties; undefined for an unsupported region. */
export function regionOf(name: string): Region | undefined {
  return REGIONS[name];
}
