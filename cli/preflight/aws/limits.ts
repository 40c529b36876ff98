/** The account's quotas, from Service Quotas. */
import { type QuotaKind, type QuotaName, quotaKinds } from "../decisions/quotas";
import type { Aws } from "./clients";

/** Finds quotas by name, and reads those of each service only once. */
export class Limits {
  private readonly read = new Map<string, Promise<ReadonlyMap<string, number>>>();

  constructor(private readonly aws: Aws) {}

  /** Returns a quota; undefined if Service Quotas does not list it. */
  async of(name: QuotaName): Promise<number | undefined> {
    const kind: QuotaKind = quotaKinds[name];
    const listed = this.read.get(kind.service) ?? this.list(kind);
    this.read.set(kind.service, listed);
    return [...(await listed)].find(([quota]) => kind.name.test(quota))?.[1];
  }

  private async list({ service, global }: QuotaKind): Promise<ReadonlyMap<string, number>> {
    const { sdk, clients } = this.aws;
    const client = global === true ? clients.globalQuotas : clients.quotas;
    const found = new Map<string, number>();
    const pages = sdk.quotas.paginateListServiceQuotas({ client }, { ServiceCode: service });
    for await (const { Quotas = [] } of pages) {
      for (const { QuotaName: quota, Value: value } of Quotas) {
        if (quota !== undefined && value !== undefined) {
          found.set(quota, value);
        }
      }
    }
    return found;
  }
}
