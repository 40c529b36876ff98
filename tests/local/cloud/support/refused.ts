import assert from "node:assert/strict";

/** Expects AWS's code, and a second line with the source. */
export async function refused(code: string, call: Promise<unknown>): Promise<void> {
  await assert.rejects(call, (error: Error) => {
    const [first = "", second = "", ...rest] = error.message.split("\n");
    assert.match(
      first,
      new RegExp(
        `^operation error [\\w ]+: \\w+, https response error StatusCode: \\d{3}, (api error )?${code}: .+`,
      ),
    );
    assert.match(second, /^\(local cloud; source: https:\/\/.+\)$/);
    assert.deepEqual(rest, []);
    return true;
  });
}
