import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { FileNames, fileFolders, plainPath } from "../../../app/access/fileNames";
import { parseKeys, type SealKey } from "../../../app/session/keyring";

const [current, former, other] = parseKeys(
  [0, 1, 2].map(() => randomBytes(32).toString("base64")).join("\n"),
) as [SealKey, SealKey, SealKey];
const day = 86_400;

function setUp(keys: readonly SealKey[] = [current, former]) {
  const time = { now: 20_000 * day + 100 };
  const names = new FileNames(
    {
      sealing: () => Promise.resolve(keys[0] ?? assert.fail()),
      opening: (id) => Promise.resolve(keys.find((key) => key.id === id)),
    },
    () => time.now,
  );
  return { time, names };
}

describe("names of files", () => {
  for (const folder of fileFolders) {
    it(`have a secret segment under ${folder} that no other folder shares`, async () => {
      const { names } = setUp();
      const path = await names.pathOf(`${folder}a.svg`);
      assert.match(path.slice(folder.length), /^[\w-]{34}\/a\.svg$/);
      assert.ok((await names.secondsLeft(path)) > 0);
      const [, segment = ""] = /([\w-]{34})\/a\.svg$/.exec(path) ?? [];
      for (const elsewhere of fileFolders.filter((one) => one !== folder)) {
        assert.equal(await names.secondsLeft(`${elsewhere}${segment}/a.svg`), 0, elsewhere);
      }
    });
  }

  it("are not recognised without their segment, with an invented one, or with another site's key", async () => {
    const { names } = setUp();
    const path = await names.pathOf("/downloads/a.csv");
    const wrong = path.replace(/.(?=\/a\.csv$)/, (last) => (last === "A" ? "B" : "A"));
    const foreign = await setUp([other]).names.pathOf("/downloads/a.csv");
    for (const one of ["/downloads/a.csv", wrong, foreign, "/downloads/", "/premium/", "/"]) {
      assert.equal(await names.secondsLeft(one), 0, one);
    }
  });

  it("are valid until the end of the next day", async () => {
    const { names, time } = setUp();
    const path = await names.pathOf("/downloads/a.csv");
    time.now += day;
    assert.ok((await names.secondsLeft(path)) > 0);
    assert.notEqual(await names.pathOf("/downloads/a.csv"), path);
    time.now = 20_002 * day - 1;
    assert.equal(await names.secondsLeft(path), 1);
    time.now += 1;
    assert.equal(await names.secondsLeft(path), 0);
  });

  it("made with the previous session key are still recognised", async () => {
    const path = await setUp([former]).names.pathOf("/downloads/a.csv");
    assert.ok((await setUp().names.secondsLeft(path)) > 0);
  });

  it("are given to files only, and replace old ones", async () => {
    const { names, time } = setUp();
    for (const page of ["/premium/", "/premium/gallery/x", "/downloads/", "/secure/files/", "/"]) {
      assert.equal(await names.pathOf(page), page);
    }
    const old = await names.pathOf("/downloads/a.csv");
    time.now += day;
    assert.equal(await names.pathOf(old), await names.pathOf("/downloads/a.csv"));
  });

  it("are logged and remembered without the segment", async () => {
    const { names } = setUp();
    assert.equal(plainPath(await names.pathOf("/downloads/a.csv")), "/downloads/a.csv");
    assert.equal(plainPath("/downloads/a/b.csv"), "/downloads/a/b.csv");
    assert.equal(plainPath("/premium/gallery/"), "/premium/gallery/");
  });
});
