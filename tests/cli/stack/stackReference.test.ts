/** Which stack a command is about: the project is the one of the folder, as Pulumi finds it. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProject, stackFilePath } from "../../../cli/stack/pulumiProject";
import { partsOf, referenceOf } from "../../../cli/stack/stackReference";

describe("the project of a folder", () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "secure-origin-")));
  const inside = join(folder, "shop", "src");
  const write = (text: string, name = "Pulumi.yaml"): string => {
    rmSync(join(folder, "shop"), { recursive: true, force: true });
    mkdirSync(inside, { recursive: true });
    writeFileSync(join(folder, "shop", name), text);
    return inside;
  };
  after(() => rmSync(folder, { recursive: true }));

  it("is in it or above it, with the language of its program", () => {
    const project = findProject(write("name: shop\nruntime: { name: nodejs, options: {} }\n"));
    assert.deepEqual(
      [project?.name, project?.runtime, project?.folder],
      ["shop", "nodejs", join(folder, "shop")],
    );
    assert.equal(findProject(write("name: shop\nruntime: yaml\n"))?.runtime, "yaml");
    assert.equal(findProject(folder), undefined);
  });

  it("has its stack files beside Pulumi.yaml, or where stackConfigDir or the older config says", () => {
    const file = (text: string, name?: string): string => {
      const project = findProject(write(text, name)) ?? assert.fail("no project");
      return stackFilePath(project, "dev").replace(`${join(folder, "shop")}/`, "");
    };
    assert.equal(file("name: shop\n"), "Pulumi.dev.yaml");
    assert.equal(file("name: shop\nstackConfigDir: stacks/all\n"), "stacks/all/Pulumi.dev.yaml");
    assert.equal(file("name: shop\nconfig: old\n"), "old/Pulumi.dev.yaml");
    assert.equal(file("name: shop\nconfig: { aws:region: eu-west-1 }\n"), "Pulumi.dev.yaml");
    assert.equal(file("name: shop\n", "Pulumi.yml"), "Pulumi.dev.yml");
    assert.equal(file('{"name": "shop"}', "Pulumi.json"), "Pulumi.dev.json");
  });

  it("is refused in one line where its file is none", () => {
    for (const text of ["runtime: nodejs\n", "name: [", ""]) {
      const at = write(text);
      assert.throws(() => findProject(at), {
        message: `${join(folder, "shop", "Pulumi.yaml")} is not a Pulumi project`,
        remedy: "check that it is YAML with a name",
      });
    }
  });

  it("completes the name of a stack, and a name in full goes before it", () => {
    const cwd = write("name: shop\n");
    assert.deepEqual(referenceOf({ stack: "dev", cwd }), {
      given: "dev",
      organization: undefined,
      project: "shop",
      stack: "dev",
      folder: join(folder, "shop"),
    });
    assert.equal(referenceOf({ stack: "acme/dev", cwd }).project, "shop");
    const full = referenceOf({ stack: "acme/other/dev", cwd: folder });
    assert.deepEqual([full.organization, full.project, full.stack], ["acme", "other", "dev"]);
  });

  it("is asked for in one line where neither the folder nor the name tells it", () => {
    assert.throws(() => referenceOf({ stack: "dev", cwd: folder }), {
      message: `there is no Pulumi.yaml in ${folder} or above it`,
      remedy: "run this in the program's folder, or name that folder: -C FOLDER",
    });
    assert.throws(() => referenceOf({ stack: "dev", cwd: join(folder, "none") }), {
      message: `--cwd: there is no folder ${join(folder, "none")}`,
      remedy: "give the folder of a Pulumi program",
    });
    for (const name of ["a b", "a/b/c/d", "", "a//b", "../dev", "--all"]) {
      assert.throws(() => partsOf(name), {
        message: `${JSON.stringify(name)} is not the name of a stack`,
        remedy: "use for example dev or organization/project/dev",
      });
    }
  });
});
