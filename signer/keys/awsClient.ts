/**
 * A client of the AWS SDK for JavaScript 3: `KMSClient`, `SecretsManagerClient` or `SSMClient`. Their packages are
 * optional, so their types are not used here.
 */
export interface AwsClient {
  send(command: never): Promise<unknown>;
}
