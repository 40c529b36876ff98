/**
 * What `npm start` and `npm test` do first on any machine: check Node, install the locked dependencies if they are not
 * there, build the policy pack, the command and the members site. Plain JavaScript without dependencies, because nothing is installed yet
 * when it runs.
 */
"use strict";
const { spawnSync } = require("node:child_process");
const { existsSync, lstatSync, readFileSync, statSync } = require("node:fs");
const { join } = require("node:path");

const project = join(__dirname, "..");
const say = (text) => process.stderr.write(`${text}\n`);

/** Ends the set-up with one line that says what is wrong and what helps. */
function stop(text) {
  say(`error: ${text}`);
  process.exit(1);
}

function run(what, command, args) {
  const result = spawnSync(command, args, { cwd: project, stdio: ["ignore", 2, 2] });
  if (result.status !== 0)
    stop(
      `${what} failed (${command} ${args.join(" ")}): ${result.error?.message ?? `exit code ${result.status}`}`,
    );
}

/** True where the dependencies are another folder's: npm would empty that one. */
const borrowed =
  lstatSync(join(project, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink() === true;

/** npm writes this file at the end of an install; the lock file is newer when dependencies have changed since. */
function installed() {
  const mark = join(project, "node_modules", ".package-lock.json");
  return existsSync(mark) && statSync(mark).mtimeMs >= statSync(join(project, "package-lock.json")).mtimeMs;
}

const wanted = /(\d+)\.(\d+)/.exec(
  JSON.parse(readFileSync(join(project, "package.json"), "utf8")).engines.node,
);
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < Number(wanted[1]) || (major === Number(wanted[1]) && minor < Number(wanted[2])))
  stop(`Node ${process.versions.node} is too old; install Node ${wanted[0]} or newer.`);

if (!borrowed && !installed()) {
  say("Set-up: installing the locked dependencies (npm ci), about half a minute …");
  run("installing the dependencies", "npm", ["ci", "--loglevel=error"]);
}
run("building the policy pack", process.execPath, ["policy/build.js"]);
run("building the command", process.execPath, ["cli/build.js"]);
run("building the members site", process.execPath, ["app/build.js"]);
