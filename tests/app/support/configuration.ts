/** Configuration documents for tests. */
import type { ConfigDocument } from "../../../app/config";

/** A document that is valid: three rules, one of each form of access. */
export function validDocument(): ConfigDocument {
  return {
    publicUrl: "https://members.example.com",
    oidc: { issuer: "https://login.example.com", clientId: "members" },
    session: { keys: "secretsmanager:arn:aws:secretsmanager:eu-west-1:111122223333:secret:session-AbCdEf" },
    signing: { key: "kms:arn:aws:kms:eu-west-1:111122223333:key/1", keyPairId: "K2JCJMDEHXQW5F" },
    entitlements: [
      {
        name: "studio",
        title: "Studio",
        anyOf: ["members"],
        prefix: "/premium/",
        access: "cookies",
        minutes: 15,
      },
      { name: "course", title: "Course", anyOf: ["premium"], prefix: "/secure/", access: "cookies" },
      { name: "downloads", title: "Downloads", anyOf: ["premium"], prefix: "/downloads/", access: "url" },
    ],
    accessRequests: { topicArn: "arn:aws:sns:eu-west-1:111122223333:access-requests" },
    tls: { key: "key.pem", certificate: "certificate.pem" },
  };
}
