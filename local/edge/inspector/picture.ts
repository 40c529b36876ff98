/** Draws the stack: behaviors, origins, rules and ports, joined as requests travel. */
import { findVpcOriginListener } from "../loadBalancer/directListeners";
import type { ActionView, BehaviorView, RuleView, StackView } from "../stackView/model";
import { reaches } from "./reach";

const rowHeight = 44;
const boxHeight = 34;
const top = 64;
const columns = { viewer: 8, behavior: 178, origin: 424, rule: 626, target: 892 } as const;
const widths = { viewer: 118, behavior: 196, origin: 150, rule: 216, target: 150 } as const;

type Column = keyof typeof columns;

interface Box {
  readonly column: Column;
  readonly row: number;
  readonly title: string;
  readonly line: string;
  readonly kind: "signed" | "public" | "plain" | "closed";
}

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

const shorten = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

const middle = (row: number): number => top + row * rowHeight + boxHeight / 2;

function draw({ column, row, title, line, kind }: Box): string {
  const x = columns[column];
  const y = top + row * rowHeight;
  const most = Math.floor((widths[column] - 20) / 7);
  return `<g class="box ${kind}"><title>${escape(`${title}: ${line}`)}</title>
<rect x="${x}" y="${y}" width="${widths[column]}" height="${boxHeight}" rx="8"/>
<text class="name" x="${x + 10}" y="${y + 15}">${escape(shorten(title, most))}</text>
<text class="line" x="${x + 10}" y="${y + 28}">${escape(shorten(line, most + 3))}</text></g>`;
}

/** Draws a curve from the right side of one box to the left side of another. */
function join(from: Column, fromRow: number, to: Column, toRow: number, kind: string): string {
  const [x1, y1] = [columns[from] + widths[from], middle(fromRow)];
  const [x2, y2] = [columns[to], middle(toRow)];
  const half = (x1 + x2) / 2;
  return `<path class="way ${kind}" d="M${x1} ${y1}C${half} ${y1} ${half} ${y2} ${x2} ${y2}"/>`;
}

const kindOf = ({ trustedKeyIds }: BehaviorView): "signed" | "public" =>
  trustedKeyIds.length > 0 ? "signed" : "public";

function actionLine(action: ActionView, view: StackView): string {
  switch (action.kind) {
    case "fixed":
      return `answers ${action.status}`;
    case "forward":
      return `to ${view.targetGroups.get(action.targetGroupArn)?.name ?? "a group that is gone"}`;
    case "other":
      return action.type;
  }
}

const demandsOf = ({ conditions }: RuleView): string =>
  conditions.map((condition) => ("name" in condition ? condition.name : condition.kind)).join(", ");

/** Finds the rule whose header values match what the origin sends. */
function ruleOf(rules: readonly RuleView[], headers: readonly (readonly [string, string])[]): number {
  return rules.findIndex(({ conditions }) =>
    conditions.every(
      (condition) =>
        condition.kind === "header" &&
        headers.some(
          ([name, value]) =>
            name.toLowerCase() === condition.name.toLowerCase() && condition.values.includes(value),
        ),
    ),
  );
}

/** Draws the lowest lane: access to load balancer and targets without CloudFront. */
function directWays(view: StackView, row: number): string {
  const tried = reaches(view).filter(({ from }) => from === "Internet");
  const [balancer] = tried.filter(({ to }) => to.startsWith("Load balancer"));
  const targets = tried.filter(({ to }) => /^(Instances|Tasks)/.test(to));
  if (balancer === undefined) {
    return "";
  }
  const open = { balancer: balancer.open, targets: targets.some((one) => one.open) };
  const kind = (isOpen: boolean): "plain" | "closed" => (isOpen ? "plain" : "closed");
  const box = (column: Column, title: string, line: string, isOpen: boolean): string =>
    draw({ column, row, title, line, kind: kind(isOpen) });
  return [
    join("viewer", row, "rule", row, kind(open.balancer)),
    join("rule", row, "target", row, kind(open.targets)),
    draw({ column: "viewer", row, title: "Anybody", line: "not by CloudFront", kind: "plain" }),
    box("rule", open.balancer ? "Reachable" : "Unreachable", balancer.why, open.balancer),
    box("target", open.targets ? "Reachable" : "Unreachable", "no public address", open.targets),
  ].join("\n");
}

/** Draws the stack as SVG, without any value of a secret header; the page sets the colours. */
export function drawStack(view: StackView): string {
  const { behaviors, origins } = view.distribution;
  const found = findVpcOriginListener(view);
  const rules = found?.listener.rules ?? [];
  const groups = [...view.targetGroups.values()];
  const listed = [...origins.values()];
  const rows = Math.max(behaviors.length, listed.length, rules.length + 1, groups.length);
  const boxes: Box[] = [
    { column: "viewer", row: 0, title: "Viewers", line: "https", kind: "plain" },
    ...behaviors.map((behavior, row) => ({
      column: "behavior" as const,
      row,
      title: behavior.pathPattern,
      line: `${kindOf(behavior)}, ${behavior.viewerProtocolPolicy}`,
      kind: kindOf(behavior),
    })),
    ...listed.map((origin, row) => ({
      column: "origin" as const,
      row,
      title: origin.id,
      line:
        origin.kind === "vpc"
          ? "VPC origin"
          : origin.kind === "bucket"
            ? "private bucket"
            : origin.domainName,
      kind: "plain" as const,
    })),
    ...rules.map((rule, row) => ({
      column: "rule" as const,
      row,
      title: `Rule ${rule.priority}: ${demandsOf(rule)}`,
      line: actionLine(rule.action, view),
      kind: "plain" as const,
    })),
    ...(found === undefined
      ? []
      : [
          {
            column: "rule" as const,
            row: rules.length,
            title: "Otherwise",
            line: actionLine(found.listener.defaultAction, view),
            kind: "closed" as const,
          },
        ]),
    ...groups.map((group, row) => ({
      column: "target" as const,
      row,
      title: `Port ${group.port}`,
      line: `${group.targets} ${group.kind}${group.targets === 1 ? "" : "s"}, ${group.protocol.toLowerCase()}`,
      kind: "plain" as const,
    })),
  ];
  const ways = [
    ...behaviors.map((behavior, row) => join("viewer", 0, "behavior", row, kindOf(behavior))),
    ...behaviors.map((behavior, row) =>
      join(
        "behavior",
        row,
        "origin",
        Math.max(
          0,
          listed.findIndex(({ id }) => id === behavior.originId),
        ),
        kindOf(behavior),
      ),
    ),
    ...listed.flatMap((origin, row) => {
      const met = origin.kind === "vpc" ? ruleOf(rules, origin.customHeaders) : -1;
      const signed = behaviors.some((one) => one.originId === origin.id && kindOf(one) === "signed");
      return origin.kind === "vpc"
        ? [join("origin", row, "rule", met < 0 ? rules.length : met, signed ? "signed" : "public")]
        : [];
    }),
    ...rules.flatMap(({ action }, row) => {
      const target =
        action.kind === "forward" ? groups.findIndex(({ arn }) => arn === action.targetGroupArn) : -1;
      return target < 0 ? [] : [join("rule", row, "target", target, "plain")];
    }),
  ];
  const direct = directWays(view, rows);
  const heads = (
    [
      ["viewer", "Viewers"],
      ["behavior", "CloudFront behaviors"],
      ["origin", "Origins"],
      ["rule", "Load balancer"],
      ["target", groups.some(({ kind }) => kind === "task") ? "Tasks" : "Instances"],
    ] as const
  ).map(([column, text]) => `<text class="head" x="${columns[column]}" y="36">${text}</text>`);
  const height = top + (rows + (direct === "" ? 0 : 1)) * rowHeight + 12;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1056 ${height}" role="img" aria-label="The way of requests through the stack">
${heads.join("\n")}
${ways.join("\n")}
${boxes.map(draw).join("\n")}
${direct}
</svg>`;
}
