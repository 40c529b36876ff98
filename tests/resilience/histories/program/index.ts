/** The project's own program, with a defect or an additional application if the configuration has one. */
import "./plant";
import { readFileSync } from "node:fs";
import { getZoneOutput } from "@pulumi/aws/route53";
import { Config, type Output, StackReference } from "@pulumi/pulumi";
import { type AdditionalApplicationArgs, SecureOrigin, type SecureOriginArgs } from "../../../../components";
import { outputsOf } from "../../../../components/internal/publishOutputs";
import { readSettings } from "../../../../components/settings";

/** The paths of the application that the company's stack has. */
type ApplicationPaths = Pick<AdditionalApplicationArgs, "securePaths" | "publicPaths">;

/** Each argument is an output of that stack. */
function additionalApplications(): SecureOriginArgs["additionalApplications"] {
  const paths = new Config("histories").getObject<ApplicationPaths>("application");
  if (paths === undefined) {
    return undefined;
  }
  const company = new StackReference("organization/company/dev");
  const application = company.requireOutput("application") as Output<Record<string, unknown>>;
  const of = (name: string) => application.apply((all) => String(all[name]));
  return [
    {
      ...paths,
      id: "reports",
      loadBalancerArn: of("loadBalancerArn"),
      publicOriginDomainName: of("originDomainName"),
      signedOriginDomainName: of("originDomainName"),
      headerName: of("headerName"),
      publicHeaderValue: of("publicHeaderValue"),
      signedHeaderValue: of("signedHeaderValue"),
      keyGroupIds: [of("keyGroupId")],
    },
  ];
}

const settings = readSettings();
const { name, site, origin, hostedZone } = settings;
const protectedSite = new SecureOrigin(name, {
  ...site,
  additionalApplications: additionalApplications(),
  hostedZoneId: getZoneOutput(hostedZone).zoneId,
  origin: { ...origin, bootScript: readFileSync(settings.bootScript, "utf8") },
});

export = outputsOf(protectedSite);
