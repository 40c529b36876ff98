/** The table of tried versions in docs/reference/versions.md. */
import { checks, type Versions } from "./pairs";

/** The result of one combination: the exact version of Node, and whether each check passed. */
export interface Tried extends Versions {
  readonly nodeVersion: string;
  readonly passed: readonly boolean[];
}

/** Returns the cells that name a combination. */
export const versionCells = ({ pulumi, aws, reason }: Versions): string => `${pulumi} | ${aws} | ${reason} |`;

/** Returns the table in Markdown. */
export function tableOf(tried: readonly Tried[]): string {
  const names = checks.map(({ name }) => name);
  return [
    `| Node | SDK | AWS provider | why | ${names.join(" | ")} |`,
    `| --- | --- | --- | --- |${" --- |".repeat(names.length)}`,
    ...tried.map(
      (row) =>
        `| ${row.nodeVersion} | ${versionCells(row)} ${row.passed.map((passed) => (passed ? "yes" : "**no**")).join(" | ")} |`,
    ),
  ].join("\n");
}

const block = /(<!-- npm run matrix -->\n)[\s\S]*?(<!-- end -->)/;

/** Returns the page with another table. */
export const withTable = (page: string, table: string): string =>
  page.replace(block, (_all, open: string, end: string) => `${open}${table}\n${end}`);
