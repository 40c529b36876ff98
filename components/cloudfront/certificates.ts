import * as acm from "@pulumi/aws/acm";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { refuseProblems } from "../internal/argumentError";
import {
  type DomainName,
  formerNames,
  originDomainNames,
  siteDomainNames,
} from "../internal/late/domainNames";
import { knownText } from "../internal/late/knownText";
import { checkLate } from "../internal/late/lateChecks";
import {
  componentNameProblems,
  domainNamesProblems,
  repeatedNameProblems,
  siteNameProblems,
} from "../internal/names";
import { publishOutputs } from "../internal/publishOutputs";
import { refuseWrongTypes } from "../internal/types/argumentTypes";
import { type CertificateRequest, planCertificates, validatedName } from "./plan/certificatePlan";

/** Arguments of the certificates of a site. */
export interface CertificatesArgs {
  /**
   * The site's name, which viewers use. If you change it, the certificates no longer have the former name; how to
   * keep both: docs/guides/existing-site.md, "Another name for the site".
   */
  domainName: pulumi.Input<string>;
  /** Further names that viewers use, up to 7. Default: none. */
  additionalDomainNames?: pulumi.Input<string>[];
  /** The names by which CloudFront reaches the load balancer. */
  originDomainNames: pulumi.Input<string>[];
  /** Region of the load balancer, which is the region of the AWS provider. */
  region: string;
  /** Id of the hosted zone in which the names are validated. */
  hostedZoneId: pulumi.Input<string>;
  /** Tags for the certificates. */
  tags?: { [key: string]: pulumi.Input<string> };
}

/**
 * The two certificates of a site: one for the distribution, in us-east-1, and one for the load balancer, in its own region.
 * In us-east-1 one certificate serves both.
 *
 * @example new Certificates("site", { domainName, originDomainNames, region: "eu-west-1", hostedZoneId })
 */
export class Certificates extends pulumi.ComponentResource {
  /** ARN of the validated certificate for the distribution. */
  public readonly edgeArn!: pulumi.Output<string>;
  /** ARN of the validated certificate for the load balancer. */
  public readonly regionalArn!: pulumi.Output<string>;

  constructor(name: string, args: CertificatesArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseWrongTypes("Certificates", name, args);
    refuseProblems("Certificates", name, opts, [...componentNameProblems(name), ...nameProblems(args)]);
    super("secure-origin:index:Certificates", name, {}, opts);
    const names = checkLate("Certificates", name, namesOf(args), (known) => [
      ...nameProblems(known),
      ...repeatedNameProblems("originDomainNames", known.originDomainNames),
    ]);
    const siteNames = siteDomainNames(names.domainName, names.additionalDomainNames);
    const originNames = originDomainNames(names.originDomainNames);
    const domains = new Map([...originNames, ...siteNames].map((domain) => [planned(domain), domain]));
    const plan = planCertificates(siteNames.map(planned), originNames.map(planned), args.region);

    const edge = this.certificate(`${name}-edge`, plan.edge, domains, args);
    const regional =
      plan.regional === undefined ? edge : this.certificate(`${name}-regional`, plan.regional, domains, args);
    const sources = { edge, regional };
    const records = plan.records.map((entry) => ({
      name: entry.name,
      record: this.validationRecord(name, find(domains, entry.name), sources[entry.from], args),
    }));
    const validate = (childName: string, request: CertificateRequest, certificate: acm.Certificate) => {
      const wanted = new Set(request.names.map(validatedName));
      const proofs = records.filter((entry) => wanted.has(entry.name));
      return this.validation(
        childName,
        request,
        certificate,
        proofs.map((entry) => entry.record.fqdn),
      );
    };

    const edgeArn = validate(`${name}-edge`, plan.edge, edge);
    const regionalArn =
      plan.regional === undefined ? edgeArn : validate(`${name}-regional`, plan.regional, regional);
    this.registerOutputs(publishOutputs<Certificates>(this, { edgeArn, regionalArn }));
  }

  private certificate(
    childName: string,
    request: CertificateRequest,
    domains: ReadonlyMap<string, DomainName>,
    args: CertificatesArgs,
  ): acm.Certificate {
    const [domainName, ...alternatives] = request.names.map((text) => find(domains, text).name);
    return new acm.Certificate(
      childName,
      {
        domainName,
        subjectAlternativeNames: alternatives.length > 0 ? alternatives : undefined,
        validationMethod: "DNS",
        region: request.region,
        tags: args.tags,
      },
      { parent: this },
    );
  }

  private validationRecord(
    name: string,
    domain: DomainName,
    certificate: acm.Certificate,
    args: CertificatesArgs,
  ): route53.Record {
    const known = pulumi.all([certificate.domainValidationOptions, domain.name]);
    // By name: AWS returns the options in no particular order.
    const option = known.apply(([options, domainName]) => {
      const found = options.find((entry) => validatedName(entry.domainName) === domainName);
      if (found === undefined) {
        throw new Error(`AWS returned no validation record for ${domainName}`);
      }
      return found;
    });
    return new route53.Record(
      `${name}-${domain.role}`,
      {
        zoneId: args.hostedZoneId,
        name: option.resourceRecordName,
        type: option.resourceRecordType,
        records: [option.resourceRecordValue],
        ttl: 300,
        // An account has one record for a name for ever: that of a former certificate has the same value.
        allowOverwrite: true,
      },
      { parent: this, aliases: formerNames(name, domain) },
    );
  }

  private validation(
    childName: string,
    request: CertificateRequest,
    certificate: acm.Certificate,
    fqdns: pulumi.Output<string>[],
  ): pulumi.Output<string> {
    const validation = new acm.CertificateValidation(
      childName,
      { certificateArn: certificate.arn, validationRecordFqdns: fqdns, region: request.region },
      { parent: this },
    );
    return validation.certificateArn;
  }
}

/** The names of a site, of which some may be outputs. */
type Names = Pick<CertificatesArgs, "domainName" | "additionalDomainNames" | "originDomainNames">;

function namesOf({ domainName, additionalDomainNames, originDomainNames: origins }: Names): Names {
  return { domainName, additionalDomainNames, originDomainNames: origins };
}

function nameProblems({
  domainName,
  additionalDomainNames = [],
  originDomainNames: origins,
}: Names): string[] {
  return [
    ...siteNameProblems(domainName, additionalDomainNames),
    ...domainNamesProblems("originDomainNames", origins),
  ];
}

/** Returns what the plan calls a name: the name itself, or the role of one that only deployment reveals. */
function planned({ name, role }: DomainName): string {
  return knownText(name) ?? role;
}

function find(domains: ReadonlyMap<string, DomainName>, text: string): DomainName {
  return domains.get(text) ?? { name: text, role: text };
}
