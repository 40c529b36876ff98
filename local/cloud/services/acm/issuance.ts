import type { AccountResource } from "../../account/accountFile";
import type { Scope } from "../../model/resourceType";
import { RECORD } from "../../model/tokens";
import { asList, asText, asTexts, dig } from "../../values";
import { dnsName } from "../route53/domains";

/** One CNAME that ACM asks for. */
interface Wanted {
  name: string;
  value: string;
}

/**
 * The validation records of a certificate that do not stand in DNS.
 * @see https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export function missingRecords(scope: Pick<Scope, "account">, certificate: AccountResource): string[] {
  return asList(certificate.outputs["domainValidationOptions"])
    .map((option) => ({
      name: dnsName(asText(dig(option, "resourceRecordName")) ?? ""),
      value: dnsName(asText(dig(option, "resourceRecordValue")) ?? ""),
    }))
    .filter((wanted) => !stands(scope, wanted))
    .map((wanted) => wanted.name);
}

function stands(scope: Pick<Scope, "account">, wanted: Wanted): boolean {
  return scope.account
    .all(RECORD)
    .some(
      ({ outputs }) =>
        outputs["type"] === "CNAME" &&
        dnsName(asText(outputs["fqdn"]) ?? "") === wanted.name &&
        asTexts(outputs["records"]).some((value) => dnsName(value) === wanted.value),
    );
}

/** Says whether ACM has issued a certificate: once its records stood, it stays issued. */
export function isIssued(scope: Pick<Scope, "account">, certificate: AccountResource): boolean {
  return certificate.outputs["status"] === "ISSUED" || missingRecords(scope, certificate).length === 0;
}
