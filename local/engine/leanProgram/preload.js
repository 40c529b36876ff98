// Loaded, by NODE_OPTIONS, into every Node process of a local run; acts only in those in which Pulumi's SDK runs the program
// or a policy pack. Whichever language host starts them, they are that SDK's own scripts.
const { createRequire } = require("node:module");

const script = process.argv[1];
const [, kind] =
  /@pulumi[/\\]pulumi[/\\]cmd[/\\](run|run-policy-pack)(?:[/\\]index(?:\.js)?)?$/.exec(script ?? "") ?? [];
if (kind === "run") {
  const requireSdk = createRequire(script);
  require("./lightenSdk")(requireSdk);
  require("./prepared")(requireSdk);
}
if (kind === "run-policy-pack") {
  require("./deferCompiler")(createRequire(script));
}
