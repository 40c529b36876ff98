import { added, type Change, declared, output, set, type Value } from "../../misconfigurations/stackModel";
import { role } from "../documents";

/** Puts text in the user data of the site's instance, as the program writes it. */
export function userData(text: Value): Change {
  return set("site-instance", "userData", text);
}

/** Puts base64 in the user data of the site's instance. */
export function userDataBase64(text: Value): Change {
  return set("site-instance", "userDataBase64", text);
}

/** Puts base64 in the user data of a launch template, which nothing uses. */
export function launchTemplate(text: string): Change {
  return added(
    declared("aws:ec2/launchTemplate:LaunchTemplate", "site-template", {
      instanceType: "t4g.small",
      userData: text,
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
    }),
  );
}

/** Puts text in a variable of a function. */
export function functionVariable(text: string): Change {
  return added(
    role("links-role", { Service: "lambda.amazonaws.com" }),
    declared("aws:lambda/function:Function", "links", {
      role: output("links-role", "arn"),
      runtime: "nodejs22.x",
      handler: "index.handler",
      s3Bucket: "release-artifacts",
      s3Key: "links.zip",
      environment: { variables: { CF_KEY: text } },
    }),
  );
}

/** Puts text in a variable of a container. */
export function containerVariable(text: string): Change {
  return added(
    declared("aws:ecs/taskDefinition:TaskDefinition", "links", {
      family: "links",
      networkMode: "awsvpc",
      containerDefinitions: JSON.stringify([
        {
          name: "links",
          image: "links:4",
          essential: true,
          environment: [{ name: "CF_KEY", value: text }],
        },
      ]),
    }),
  );
}

/** Puts text in a parameter. */
export function parameter(value: Value): Change {
  return added({
    ...declared("aws:ssm/parameter:Parameter", "links-settings", { type: "SecureString" }),
    props: { name: "/links/settings", type: "SecureString", value },
  });
}

/** Puts text in a secret. */
export function secretText(text: string): Change {
  return added(
    declared("aws:secretsmanager/secret:Secret", "links-settings", {}),
    declared("aws:secretsmanager/secretVersion:SecretVersion", "links-settings-1", {
      secretId: output("links-settings", "id"),
      secretString: text,
    }),
  );
}

/** Puts text in an object of a bucket. */
export function object(props: { readonly content?: string; readonly contentBase64?: string }): Change {
  return added(
    declared("aws:s3/bucketObjectv2:BucketObjectv2", "boot-script", {
      bucket: "acme-boot",
      key: "boot/links.sh",
      ...props,
    }),
  );
}
