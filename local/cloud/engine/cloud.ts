import type { AccountResource, Pending } from "../account/accountFile";
import type { AccountState } from "../account/accountState";
import { refuseRequest } from "../awsModels/refuseRequest";
import { type Catalogue, placeOf } from "../model/catalogue";
import type { OperationContext, ResourceType } from "../model/resourceType";
import { Refusal } from "../refusal";
import { asText, type Properties, plain } from "../values";
import { type AutonamingWish, checkFields, checkResource, type Failure } from "./checkArguments";
import { type Difference, diffResource } from "./diff";
import type { FaultInjection } from "./faultInjection";
import { computeOutputs, kept, previewOutputs, withDefaults } from "./outputs";
import { GLOBAL, refuseByRule, refuseDuplicate, refuseInUse, refuseMissing } from "./references";

/** The URN and region of a call. */
interface Call {
  urn: string;
  /** The provider's region. */
  region: string;
}

/** The result of a call. */
export interface CallResult {
  id: string;
  outputs: Properties;
  inputs: Properties;
  /** Milliseconds until AWS's provider, which waits for the change to take effect, would respond. */
  wait?: number;
}

/** The simulated AWS account: one engine for every type, driven by the catalogue. */
export class Cloud {
  constructor(
    private readonly catalogue: Catalogue,
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
    const type = this.catalogue.resource(typeOf(call.urn));
    return checkResource(type, placeOf(type.token), { ...call, name: nameOf(call.urn) });
  }

  diff(call: Call & { oldInputs: Properties; oldOutputs: Properties; news: Properties }): Difference {
    return diffResource(this.catalogue.resource(typeOf(call.urn)), call);
  }

  create(call: Call & { inputs: Properties; preview: boolean }): CallResult {
    const type = this.catalogue.resource(typeOf(call.urn));
    const context = this.context(type, call, call.inputs);
    if (call.preview) {
      return { id: "", outputs: previewOutputs(type, context), inputs: call.inputs };
    }
    return this.recorded(type, "create", call.urn, context, () => {
      refuseMissing(type, type.operations.create, context);
      refuseByRule(type, "create", context);
      refuseRequest(type, type.operations.create, context.inputs);
      context.hidden = type.hide?.(context) ?? {};
      context.id = type.id(context);
      computeOutputs(type, context);
      refuseDuplicate(type, type.operations.create, context);
      this.store(type, call, context);
      type.created?.(context);
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
  ): CallResult {
    const type = this.catalogue.resource(typeOf(call.urn));
    const context = this.context(type, call, call.inputs);
    context.id = call.id;
    context.old = this.oldOf(type, call, context.region);
    context.hidden = context.old.hidden ?? {};
    if (call.preview) {
      return { id: call.id, outputs: previewOutputs(type, context), inputs: call.inputs };
    }
    return this.recorded(type, "update", call.urn, context, () => {
      this.refuseGone(type, context);
      refuseMissing(type, type.operations.update, context);
      refuseByRule(type, "update", context);
      refuseRequest(type, type.operations.update, context.inputs);
      context.hidden = type.hide?.(context) ?? context.hidden;
      computeOutputs(type, context);
      refuseDuplicate(type, type.operations.update, context);
      this.store(type, call, context);
    });
  }

  /** Returns the resource's current state; undefined if it does not exist. */
  read(call: Call & { id: string; inputs: Properties; properties: Properties }): CallResult | undefined {
    const type = this.catalogue.resource(typeOf(call.urn));
    if (type.stored === false) {
      return { id: call.id, outputs: call.properties, inputs: call.inputs };
    }
    const { id, region } = importedId(call.id);
    const record = this.account.get(
      type.token,
      id,
      region ?? regionOf(type, call, { ...call.inputs, ...call.properties }),
    );
    return record === undefined
      ? undefined
      : { id: record.id, outputs: asItIs(record), inputs: record.inputs };
  }

  /** Deletes a resource; as in the AWS provider, a missing one is no error. */
  delete(call: Call & { id: string; properties: Properties }): { wait?: number } {
    const type = this.catalogue.resource(typeOf(call.urn));
    const record = this.account.get(type.token, call.id, regionOf(type, call, call.properties));
    if (record === undefined) {
      return {};
    }
    const context = this.context(type, call, record.inputs);
    Object.assign(context, { id: record.id, region: record.region, outputs: record.outputs, old: record });
    return this.recorded(type, "delete", call.urn, context, () => {
      refuseByRule(type, "delete", context);
      refuseInUse(this.catalogue, type, record, context);
      this.account.remove(record, this.effectiveAt(type), deletionDate(type, context));
      type.deleted?.(context);
    });
  }

  /** Calls a function; failures concern its arguments. */
  invoke(token: string, args: Properties, region: string): { result: Properties; failures: Failure[] } {
    const type = this.catalogue.function(token);
    const given = plain(args);
    const failures = checkFields(type.inputs, given, placeOf(token));
    if (failures.length > 0) {
      return { result: {}, failures };
    }
    const scope = {
      accountId: this.account.accountId,
      region: asText(given["region"]) ?? region,
      account: this.account,
    };
    return { result: type.answer(withDefaults(type.inputs, given), scope), failures };
  }

  private context(type: ResourceType, call: Call, inputs: Properties): OperationContext {
    const filled = withDefaults(type.inputs, inputs);
    const region = regionOf(type, call, filled);
    return {
      accountId: this.account.accountId,
      account: this.account,
      region,
      id: "",
      urn: call.urn,
      name: nameOf(call.urn),
      inputs: filled,
      outputs: {},
      hidden: {},
    };
  }

  private oldOf(
    type: ResourceType,
    call: { id: string; olds: Properties; oldInputs: Properties },
    region: string,
  ): AccountResource {
    const record = this.account.get(type.token, call.id, region);
    return (
      record ?? {
        type: type.token,
        id: call.id,
        region,
        inputs: call.oldInputs,
        outputs: call.olds,
        createdAt: "",
        updatedAt: "",
      }
    );
  }

  private refuseGone(type: ResourceType, { id, region }: OperationContext): void {
    const operation = type.operations.update;
    if (type.stored !== false && this.account.get(type.token, id, region) === undefined) {
      const answer = { code: "NotFound", status: 404, source: type.source };
      throw new Refusal(
        { service: type.service, operation },
        answer,
        `${id} does not exist any more; run pulumi refresh.`,
      );
    }
  }

  private store(type: ResourceType, call: Call & { inputs: Properties }, context: OperationContext): void {
    if (type.stored !== false) {
      const { id, region, outputs, hidden } = context;
      this.account.put({
        type: type.token,
        id,
        region,
        urn: call.urn,
        inputs: kept(type, call.inputs),
        outputs,
        ...(Object.keys(hidden).length > 0 && { hidden }),
        ...this.pending(type, context),
      });
    }
  }

  /** Returns when a change of this type takes effect, RFC 3339; undefined for at once. */
  private effectiveAt(type: ResourceType): string | undefined {
    const delay = type.propagation === undefined ? 0 : this.faults.delay(type.token);
    return delay === 0 ? undefined : new Date(Date.now() + delay).toISOString();
  }

  private pending(type: ResourceType, { old }: OperationContext): { pending?: Pending } {
    const until = this.effectiveAt(type);
    if (until === undefined) {
      return {};
    }
    // After two quick changes, the state before the first stays in effect.
    const waiting = old?.pending !== undefined && Date.parse(old.pending.until) > Date.now();
    const before = waiting ? old.pending?.before : old?.outputs;
    return { pending: { until, ...(before !== undefined && { before }) } };
  }

  private recorded(
    type: ResourceType,
    operation: "create" | "update" | "delete",
    urn: string,
    context: OperationContext,
    act: () => void,
  ): CallResult {
    const line = { operation, type: type.token, urn };
    const call = { service: type.service, operation: type.operations[operation] };
    const faulted = { type: type.token, operation, call };
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
    const waits = type.propagation === "waited" && type.waits?.(context) !== false;
    const delay = waits ? this.faults.delay(type.token) : 0;
    // Slightly longer than the change takes: timers may fire a moment early.
    const wait = delay === 0 ? 0 : delay + 10;
    return { id: context.id, outputs: context.outputs, inputs: context.inputs, wait };
  }
}

/** Returns the outputs as AWS reports them now: a status is in progress while a change is pending. */
function asItIs({ outputs, pending }: AccountResource): Properties {
  const waits = pending !== undefined && Date.parse(pending.until) > Date.now();
  return waits && outputs["status"] !== undefined ? { ...outputs, status: "InProgress" } : outputs;
}

/** Returns the end of a recovery window that begins now, RFC 3339; undefined without one. */
function deletionDate(type: ResourceType, context: OperationContext): string | undefined {
  const days = type.recoveryDays?.(context) ?? 0;
  return days === 0 ? undefined : new Date(Date.now() + days * 86_400_000).toISOString();
}

/**
 * Splits an id of `pulumi import`, which may end in a region other than the provider's.
 *
 * @see https://www.pulumi.com/registry/packages/aws/how-to-guides/enhanced-region-support/
 */
function importedId(given: string): { id: string; region?: string } {
  const [, id, region] = /^(.+)@([a-z]{2}(?:-[a-z]+)+-\d)$/.exec(given) ?? [];
  return id === undefined || region === undefined ? { id: given } : { id, region };
}

/** Returns a resource's region: its own argument, else the provider's. */
function regionOf(type: ResourceType, call: Call, properties: Properties): string {
  return type.global === true ? GLOBAL : (asText(properties["region"]) ?? call.region);
}

/** Returns the type token of a URN, without parents. */
function typeOf(urn: string): string {
  return (urn.split("::")[2] ?? "").split("$").pop() ?? "";
}

/** Returns the logical name of a URN. */
function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
