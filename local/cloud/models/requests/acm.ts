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
      notSent: { earlyRenewalDuration: "the provider compares dates with it" },
    },
    "aws:acm/certificateValidation:CertificateValidation": {
      notSent: { validationRecordFqdns: "the provider compares them with the certificate" },
    },
  },
};
