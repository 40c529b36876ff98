/**
 * Prepares `npm start` and `npm test`: checks Node, installs the locked dependencies if they are missing, and builds
 * the policy pack, the command, the members site and the plugin. Plain JavaScript without dependencies, because nothing is
 * installed yet.
 */
"use strict";
const { spawnSync } = require("node:child_process");
const { existsSync, lstatSync, readFileSync, statSync } = require("node:fs");
const { join } = require("node:path");
const { isBuilt, markBuilt, stampSources } = require("./builtSources");
const { judgeNode } = require("./nodeVersion");

const project = join(__dirname, "..");
const say = (text) => process.stderr.write(`${text}\n`);

/** Ends the set-up with one line: the problem and its remedy. */
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

/** Whether node_modules is a link to another folder's, which npm would empty. */
const borrowed =
  lstatSync(join(project, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink() === true;

/** Returns whether the installation is newer than the lock file; npm writes this file last. */
function installed() {
  const mark = join(project, "node_modules", ".package-lock.json");
  return existsSync(mark) && statSync(mark).mtimeMs >= statSync(join(project, "package-lock.json")).mtimeMs;
}

const { engines } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
const node = judgeNode(process.versions.node, engines.node, new Date().toISOString().slice(0, 10));
if (node.refusal !== undefined) stop(node.refusal);
// Commands that scripts read the output of stay silent.
if (node.notice !== undefined && !/^pre(?!start|test)/.test(process.env.npm_lifecycle_event ?? ""))
  say(node.notice);

if (!borrowed && !installed()) {
  say("Set-up: installing the locked dependencies (npm ci), about half a minute …");
  // Pulumi's SDK declares Node 22 and runs on Node 20, too: which Node will do is judged above.
  run("installing the dependencies", "npm", ["ci", "--loglevel=error", "--no-engine-strict"]);
}
if (!existsSync(join(project, "node_modules", ".cache", "transpiled"))) {
  run("compiling the sources", process.execPath, ["tools/compileAhead.js"]);
}
const sources = stampSources(project);
if (!isBuilt(project, sources)) {
  run("building the policy pack", process.execPath, ["policy/build.js"]);
  run("building the command", process.execPath, ["cli/build.js"]);
  run("building the members site", process.execPath, ["app/build.js"]);
  run("building the plugin", process.execPath, ["plugin/build.js"]);
  markBuilt(project, sources);
}
