import type { ServiceRequests } from "./request";

/** Requests to Certificate Manager. */
export const acm: ServiceRequests = {
  service: "ACM",
  model: "acm",
  types: {
    "aws:acm/certificate:Certificate": {
      resource: "AWS::CertificateManager::Certificate",
      members: {
        "options.certificateTransparencyLoggingPreference": "/CertificateTransparencyLoggingPreference",
        "options.export": "/CertificateExport",
      },
      notSent: { earlyRenewalDuration: "the provider uses it only for comparing dates" },
    },
    "aws:acm/certificateValidation:CertificateValidation": {
      notSent: { validationRecordFqdns: "the provider only compares them with the certificate" },
    },
  },
};
