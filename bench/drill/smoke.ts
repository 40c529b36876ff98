import { Stand } from "./stand";
import { appSigner, asksSignedNow } from "./viewers";
import { rotate, rotateAfterFailure } from "./rotation";
import { rotateKeys } from "./keyRotation";
import { replaceAll } from "./replacement";
import { table } from "./tally";
(async () => {
  const stand = new Stand();
  const t0 = Date.now(); const t = () => ((Date.now()-t0)/1000).toFixed(1);
  await stand.open();
  await stand.up();
  console.log("up", t(), [...stand.exposed]);
  stand.disturb([]);
  const { signer } = await appSigner(stand);
  await stand.admitViewers(Number(process.argv[2] ?? 400), await asksSignedNow(signer, "k1"));
  console.log("viewers", t());
  const which = process.argv[3] ?? "123";
  if (which.includes("1")) { console.log(table([await rotate(stand, 2), await rotateAfterFailure(stand, 3)])); console.log(t()); }
  if (which.includes("3")) { for (const k of (process.argv[4]??"").split(",")) stand.set({}); console.log(table(await replaceAll(stand))); console.log(t()); }
  if (which.includes("2")) { console.log(table(await rotateKeys(stand))); console.log(t()); }
  await stand.close();
  process.exit(0);
})().catch(e => { console.error(e); process.exit(1); });
