/** Judges the version of Node. Plain JavaScript, because nothing is installed yet when it is asked. */
"use strict";

/**
 * The last days of Node's versions.
 *
 * @see https://github.com/nodejs/Release#release-schedule
 */
const lastDays = { 20: "2026-04-30", 22: "2027-04-30", 24: "2028-04-30" };

const numbers = (version) => (/(\d+)\.(\d+)/.exec(version) ?? []).slice(1).map(Number);

/**
 * Says what is wrong with a version of Node, in one line.
 *
 * @param {string} version such as 20.19.0
 * @param {string} range `engines.node` of package.json, such as >=20.19
 * @param {string} today such as 2026-11-30
 * @returns {{ refusal?: string, notice?: string }} a refusal if nothing runs on it, a notice if it has ended its life
 */
function judgeNode(version, range, today) {
  const [major, minor] = numbers(version);
  const [oldest, oldestMinor] = numbers(range);
  if (major < oldest || (major === oldest && minor < oldestMinor)) {
    return { refusal: `Node ${version} is too old; install Node ${oldest}.${oldestMinor} or newer.` };
  }
  const last = lastDays[major];
  if (last === undefined || today <= last) {
    return {};
  }
  const living = Object.keys(lastDays).filter((each) => today <= lastDays[each]);
  const next = living.length > 0 ? `Node ${living.join(" or ")}` : "a newer version";
  return {
    notice: `Node ${version} has had no security fixes since ${last}, its end of life. Everything still runs on it; install ${next}.`,
  };
}

module.exports = { judgeNode };
