/** Alarms that go, or that no longer notify anybody. */
import { labelOf } from "../explainStack/ingressTree";
import type { ReviewedResource } from "./reviewedState";
import type { Side } from "./side";

/** What becomes of an alarm. */
export interface AlarmChange {
  readonly name: string;
  readonly what: "goes" | "no longer notifies anybody" | "appears";
}

const types = ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"];

/** Returns the alarms that go, that fall silent, and that appear. */
export function alarmChanges(before: Side, after: Side): AlarmChange[] {
  const of = ({ resources }: Side) => resources.filter(({ type }) => types.includes(type));
  const old = of(before).flatMap((alarm): AlarmChange[] => {
    const now = after.byUrn.get(alarm.urn);
    const name = labelOf(alarm.urn);
    if (now === undefined) {
      return [{ name, what: "goes" }];
    }
    return notifies(alarm) && !notifies(now) ? [{ name, what: "no longer notifies anybody" }] : [];
  });
  const appeared = of(after)
    .filter(({ urn }) => !before.byUrn.has(urn))
    .map(({ urn }): AlarmChange => ({ name: labelOf(urn), what: "appears" }));
  return [...old, ...appeared];
}

/** An unknown list of actions counts as one that notifies somebody. */
function notifies({ inputs = {} }: ReviewedResource): boolean {
  const { actionsEnabled, alarmActions } = inputs;
  return (
    actionsEnabled !== false &&
    !(alarmActions === undefined || (Array.isArray(alarmActions) && alarmActions.length === 0))
  );
}
