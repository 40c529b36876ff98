/** The environment of a test: AWS's clients reach what it names, and nothing else. */

/** Runs with every AWS variable taken out but these, and puts all back. */
export async function withAws<T>(
  variables: Readonly<Record<string, string>>,
  run: () => Promise<T>,
): Promise<T> {
  const before = Object.entries(process.env).filter(([name]) => name.startsWith("AWS_"));
  const clear = () => {
    for (const name of Object.keys(process.env).filter((each) => each.startsWith("AWS_"))) {
      Reflect.deleteProperty(process.env, name);
    }
  };
  clear();
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    ...variables,
  });
  try {
    return await run();
  } finally {
    clear();
    Object.assign(process.env, Object.fromEntries(before));
  }
}
