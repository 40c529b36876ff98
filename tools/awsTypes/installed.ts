/** Lists the resource types of the installed AWS provider, from the classes and arguments of its SDK. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** The types of a provider: by module, the names of the types, separated by spaces. */
export interface ProviderTypes {
  readonly provider: string;
  /** A `*` follows the name of a type that takes a place in a network: a subnet, a security group, a load balancer … */
  readonly modules: Readonly<Record<string, string>>;
}

const placing =
  /subnet|securityGroup|vpc|networkInterface|networkConfig|loadBalancer|targetGroup|elasticIp|allocationId|publicIp/i;

/** Reads the types of the installed provider. */
export function installedTypes(): ProviderTypes {
  const root = dirname(require.resolve("@pulumi/aws/package.json"));
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  const modules: Record<string, string> = {};
  for (const module of readdirSync(root).sort()) {
    const folder = join(root, module);
    const types = statSync(folder).isDirectory() && module !== "node_modules" ? typesIn(folder, module) : [];
    if (types.length > 0) {
      modules[module] = types.join(" ");
    }
  }
  return { provider: version, modules };
}

function typesIn(folder: string, module: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".js"))
    .sort()
    .flatMap((file) => {
      const [, owner, name] =
        /__pulumiType = 'aws:(\w+)\/\w+:(\w+)'/.exec(readFileSync(join(folder, file), "utf8")) ?? [];
      if (name === undefined || owner !== module) {
        return [];
      }
      const types = readFileSync(join(folder, file.replace(/js$/, "d.ts")), "utf8");
      const [, args = ""] = /export interface \w+Args \{([\s\S]*?)\n\}/.exec(types) ?? [];
      const names = [...args.matchAll(/^ {4}(\w+)\??:/gm)].map(([, argument = ""]) => argument);
      return [names.some((argument) => placing.test(argument)) ? `${name}*` : name];
    });
}
