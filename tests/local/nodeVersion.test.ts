import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { projectFolder } from "../../local/run/project";
import { engines } from "../../package.json";

const { judgeNode } = createRequire(__filename)("../../local/nodeVersion") as {
  judgeNode: (version: string, range: string, today: string) => { refusal?: string; notice?: string };
};

const today = "2026-11-30";

describe("the version of Node", () => {
  it("is refused below the range of package.json, with the version to install", () => {
    for (const version of ["18.20.8", "20.18.3"]) {
      assert.deepEqual(judgeNode(version, ">=20.19", today), {
        refusal: `Node ${version} is too old; install Node 20.19 or newer.`,
      });
    }
    assert.equal(engines.node, ">=20.19");
  });

  it("is accepted after its end of life, with one line about it", () => {
    assert.deepEqual(judgeNode("20.20.2", ">=20.19", today), {
      notice:
        "Node 20.20.2 has had no security fixes since 2026-04-30, its end of life. Everything still runs on it; install Node 22 or 24.",
    });
    assert.deepEqual(judgeNode("22.23.3", ">=20.19", "2028-05-01"), {
      notice:
        "Node 22.23.3 has had no security fixes since 2027-04-30, its end of life. Everything still runs on it; install a newer version.",
    });
  });

  it("is accepted without a word before its end of life, and if it is newer than any in the table", () => {
    for (const version of ["22.23.3", "24.9.0", "26.10.0"]) {
      assert.deepEqual(judgeNode(version, ">=20.19", today), {}, version);
    }
    assert.deepEqual(judgeNode("20.19.0", ">=20.19", "2026-04-30"), {});
  });

  it("is named by the set-up before npm start and npm test alone", () => {
    /** Returns what the first lines of the set-up print, which stops before it installs anything. */
    const noticed = (event: string): boolean => {
      const code = `
        Object.defineProperty(process.versions, "node", { value: "20.19.0" });
        require("node:child_process").spawnSync = () => process.exit(0);
        require("./local/setup.js");`;
      const { stderr } = spawnSync(process.execPath, ["-e", code], {
        cwd: projectFolder,
        encoding: "utf8",
        env: { ...process.env, npm_lifecycle_event: event },
      });
      return stderr.includes("Node 20.19.0 has had no security fixes");
    };
    assert.deepEqual(["prestart", "pretest", "prepulumi", "predestroy"].map(noticed), [
      true,
      true,
      false,
      false,
    ]);
  });
});
