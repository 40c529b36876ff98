import type { AccountResource } from "../../account/accountFile";
import type { Scope } from "../../model/resourceType";
import { RECORD } from "../../model/tokens";
import { asList, asText, asTexts, dig } from "../../values";
import { dnsName } from "../route53/domains";

/** A CNAME that ACM requires. */
interface Wanted {
  name: string;
  value: string;
}

/**
 * Returns the validation records of a certificate that are missing in DNS.
 *
 * @see https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export function missingRecords(scope: Pick<Scope, "account">, certificate: AccountResource): string[] {
  return asList(certificate.outputs["domainValidationOptions"])
    .map((option) => ({
      name: dnsName(asText(dig(option, "resourceRecordName")) ?? ""),
      value: dnsName(asText(dig(option, "resourceRecordValue")) ?? ""),
    }))
    .filter((wanted) => !exists(scope, wanted))
    .map((wanted) => wanted.name);
}

function exists(scope: Pick<Scope, "account">, wanted: Wanted): boolean {
  return scope.account
    .all(RECORD)
    .some(
      ({ outputs }) =>
        outputs["type"] === "CNAME" &&
        dnsName(asText(outputs["fqdn"]) ?? "") === wanted.name &&
        asTexts(outputs["records"]).some((value) => dnsName(value) === wanted.value),
    );
}

/** Returns whether ACM has issued a certificate; once issued, it stays so. */
export function isIssued(scope: Pick<Scope, "account">, certificate: AccountResource): boolean {
  return certificate.outputs["status"] === "ISSUED" || missingRecords(scope, certificate).length === 0;
}
