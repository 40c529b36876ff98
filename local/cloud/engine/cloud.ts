import type { Table } from "../services/catalogue";
import type { OperationContext, ResourceType } from "../services/resourceType";
import type { AccountResource, AccountState, Pending } from "./accountState";
import { type AutonamingWish, checkFields, checkResource, type Failure } from "./checkArguments";
import { type Difference, diffResource } from "./diff";
import type { FaultInjection } from "./faultInjection";
import { computeOutputs, kept, previewOutputs, withDefaults } from "./outputs";
import { GLOBAL, refuseBroken, refuseDuplicate, refuseInUse, refuseMissing } from "./references";
import { Refusal } from "./refusal";
import { asText, type Properties, plain } from "./values";

/** What every call about one resource says. */
interface Call {
  urn: string;
  /** Region of the provider that the call went to. */
  region: string;
}

/** What exists after a call. */
export interface Made {
  id: string;
  outputs: Properties;
  inputs: Properties;
  /** Milliseconds until AWS's provider, which waits for the change to take effect, would answer. */
  wait?: number;
}

/** The simulated AWS account: one engine for every type, driven by the table of facts. */
export class Cloud {
  constructor(
    private readonly table: Table,
    private readonly account: AccountState,
    private readonly faults: FaultInjection,
  ) {}

  check(
    call: Call & {
      olds: Properties | undefined;
      news: Properties;
      randomSeed: Uint8Array;
      autonaming?: AutonamingWish;
    },
  ): {
    inputs: Properties;
    failures: Failure[];
  } {
    const fact = this.table.resource(typeOf(call.urn));
    return checkResource(fact, this.table.fileOf(fact.token), { ...call, name: nameOf(call.urn) });
  }

  diff(call: Call & { oldInputs: Properties; oldOutputs: Properties; news: Properties }): Difference {
    return diffResource(this.table.resource(typeOf(call.urn)), call);
  }

  create(call: Call & { inputs: Properties; preview: boolean }): Made {
    const fact = this.table.resource(typeOf(call.urn));
    const context = this.context(fact, call, call.inputs);
    if (call.preview) {
      return { id: "", outputs: previewOutputs(fact, context), inputs: call.inputs };
    }
    return this.recorded(fact, "create", call.urn, context, () => {
      refuseMissing(fact, fact.operations.create, context);
      refuseBroken(fact, "create", context);
      context.hidden = fact.hide?.(context) ?? {};
      context.id = fact.id(context);
      computeOutputs(fact, context);
      refuseDuplicate(fact, fact.operations.create, context);
      this.store(fact, call, context);
      fact.created?.(context);
    });
  }

  update(
    call: Call & {
      id: string;
      inputs: Properties;
      olds: Properties;
      oldInputs: Properties;
      preview: boolean;
    },
  ): Made {
    const fact = this.table.resource(typeOf(call.urn));
    const context = this.context(fact, call, call.inputs);
    context.id = call.id;
    context.old = this.oldOf(fact, call, context.region);
    context.hidden = context.old.hidden ?? {};
    if (call.preview) {
      return { id: call.id, outputs: previewOutputs(fact, context), inputs: call.inputs };
    }
    return this.recorded(fact, "update", call.urn, context, () => {
      this.refuseGone(fact, context);
      refuseMissing(fact, fact.operations.update, context);
      refuseBroken(fact, "update", context);
      context.hidden = fact.hide?.(context) ?? context.hidden;
      computeOutputs(fact, context);
      refuseDuplicate(fact, fact.operations.update, context);
      this.store(fact, call, context);
    });
  }

  /** The resource as it is now, or undefined if it is gone. */
  read(call: Call & { id: string; inputs: Properties; properties: Properties }): Made | undefined {
    const fact = this.table.resource(typeOf(call.urn));
    if (fact.stored === false) {
      return { id: call.id, outputs: call.properties, inputs: call.inputs };
    }
    const { id, region } = importedId(call.id);
    const record = this.account.get(
      fact.token,
      id,
      region ?? regionOf(fact, call, { ...call.inputs, ...call.properties }),
    );
    return record === undefined
      ? undefined
      : { id: record.id, outputs: asItIs(record), inputs: record.inputs };
  }

  /** Deletes; what is gone already is no error, as in the AWS provider. */
  delete(call: Call & { id: string; properties: Properties }): { wait?: number } {
    const fact = this.table.resource(typeOf(call.urn));
    const record = this.account.get(fact.token, call.id, regionOf(fact, call, call.properties));
    if (record === undefined) {
      return {};
    }
    const context = this.context(fact, call, record.inputs);
    Object.assign(context, { id: record.id, region: record.region, outputs: record.outputs, old: record });
    return this.recorded(fact, "delete", call.urn, context, () => {
      refuseBroken(fact, "delete", context);
      refuseInUse(this.table, fact, record, context);
      this.account.remove(record, this.effectiveAt(fact), deletionDate(fact, context));
      fact.deleted?.(context);
    });
  }

  /** Answers a function. Failures are about its arguments. */
  invoke(token: string, args: Properties, region: string): { result: Properties; failures: Failure[] } {
    const fact = this.table.function(token);
    const given = plain(args);
    const failures = checkFields(fact.inputs, given, this.table.fileOf(token));
    if (failures.length > 0) {
      return { result: {}, failures };
    }
    const scope = {
      accountId: this.account.accountId,
      region: asText(given["region"]) ?? region,
      account: this.account,
    };
    return { result: fact.answer(withDefaults(fact.inputs, given), scope), failures };
  }

  private context(fact: ResourceType, call: Call, inputs: Properties): OperationContext {
    const filled = withDefaults(fact.inputs, inputs);
    const region = regionOf(fact, call, filled);
    return {
      accountId: this.account.accountId,
      account: this.account,
      region,
      id: "",
      name: nameOf(call.urn),
      inputs: filled,
      outputs: {},
      hidden: {},
    };
  }

  private oldOf(
    fact: ResourceType,
    call: { id: string; olds: Properties; oldInputs: Properties },
    region: string,
  ): AccountResource {
    const record = this.account.get(fact.token, call.id, region);
    return (
      record ?? {
        type: fact.token,
        id: call.id,
        region,
        inputs: call.oldInputs,
        outputs: call.olds,
        createdAt: "",
        updatedAt: "",
      }
    );
  }

  private refuseGone(fact: ResourceType, { id, region }: OperationContext): void {
    const operation = fact.operations.update;
    if (fact.stored !== false && this.account.get(fact.token, id, region) === undefined) {
      const answer = { code: "NotFound", status: 404, source: fact.source };
      throw new Refusal(
        { service: fact.service, operation },
        answer,
        `${id} does not exist any more; run pulumi refresh.`,
      );
    }
  }

  private store(fact: ResourceType, call: Call & { inputs: Properties }, context: OperationContext): void {
    if (fact.stored !== false) {
      const { id, region, outputs, hidden } = context;
      this.account.put({
        type: fact.token,
        id,
        region,
        urn: call.urn,
        inputs: kept(fact, call.inputs),
        outputs,
        ...(Object.keys(hidden).length > 0 && { hidden }),
        ...this.pending(fact, context),
      });
    }
  }

  /** When a change of this type takes effect; undefined for at once. RFC 3339. */
  private effectiveAt(fact: ResourceType): string | undefined {
    const delay = fact.propagation === undefined ? 0 : this.faults.delay(fact.token);
    return delay === 0 ? undefined : new Date(Date.now() + delay).toISOString();
  }

  private pending(fact: ResourceType, { old }: OperationContext): { pending?: Pending } {
    const until = this.effectiveAt(fact);
    if (until === undefined) {
      return {};
    }
    // What acts now stays in effect: after two quick changes that is the state before the first.
    const waiting = old?.pending !== undefined && Date.parse(old.pending.until) > Date.now();
    const before = waiting ? old.pending?.before : old?.outputs;
    return { pending: { until, ...(before !== undefined && { before }) } };
  }

  private recorded(
    fact: ResourceType,
    operation: "create" | "update" | "delete",
    urn: string,
    context: OperationContext,
    act: () => void,
  ): Made {
    const line = { operation, type: fact.token, urn };
    const call = { service: fact.service, operation: fact.operations[operation] };
    const faulted = { type: fact.token, operation, call };
    try {
      this.faults.inject(faulted, "before");
      this.account.together(act);
    } catch (error) {
      if (error instanceof Refusal) {
        this.account.record({ ...line, id: context.id, outcome: "refused", code: error.code });
      }
      throw error;
    }
    this.account.record({ ...line, id: context.id, outcome: "done" });
    this.faults.inject(faulted, "after");
    const waits = fact.propagation === "waited" && fact.waits?.(context) !== false;
    const delay = waits ? this.faults.delay(fact.token) : 0;
    // A little longer than the change takes: timers may fire a moment early.
    const wait = delay === 0 ? 0 : delay + 10;
    return { id: context.id, outputs: context.outputs, inputs: context.inputs, wait };
  }
}

/** The outputs as AWS tells them now: what has a status is in progress while its last change is on the way. */
function asItIs({ outputs, pending }: AccountResource): Properties {
  const waits = pending !== undefined && Date.parse(pending.until) > Date.now();
  return waits && outputs["status"] !== undefined ? { ...outputs, status: "InProgress" } : outputs;
}

/** The end of a recovery window that begins now; undefined where there is none. RFC 3339. */
function deletionDate(fact: ResourceType, context: OperationContext): string | undefined {
  const days = fact.recoveryDays?.(context) ?? 0;
  return days === 0 ? undefined : new Date(Date.now() + days * 86_400_000).toISOString();
}

/**
 * An id as `pulumi import` takes it: a region behind it names one other than the provider's.
 *
 * @see https://www.pulumi.com/registry/packages/aws/how-to-guides/enhanced-region-support/
 */
function importedId(given: string): { id: string; region?: string } {
  const [, id, region] = /^(.+)@([a-z]{2}(?:-[a-z]+)+-\d)$/.exec(given) ?? [];
  return id === undefined || region === undefined ? { id: given } : { id, region };
}

/** Where a resource lives: its own argument wins over the provider's region. */
function regionOf(fact: ResourceType, call: Call, properties: Properties): string {
  return fact.global === true ? GLOBAL : (asText(properties["region"]) ?? call.region);
}

/** The type token in a URN, parents left out. */
function typeOf(urn: string): string {
  return (urn.split("::")[2] ?? "").split("$").pop() ?? "";
}

/** The logical name in a URN. */
function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
