import { readFileSync } from "node:fs";
import { sitesProgram } from "./bench/preview/programs";
import { membersPaths } from "./tests/policy/support/fixtures";
import { spawn } from "node:child_process";
(async()=>{
 const cpu=()=>Number(readFileSync("/sys/fs/cgroup/cpuacct/tl/cpuacct.usage","utf8"))/1e9;
 for (const n of process.argv[2]!.split(",").map(Number)) { const p=sitesProgram(n,membersPaths); await p.stack.preview();
  for(let i=0;i<2;i++){ const s=process.argv[3]?spawn("python3",["/tmp/tl/sampler.py",p.stack.folder.root,"45"],{stdio:["ignore","pipe","inherit"]}):undefined; let o="";s?.stdout?.on("data",d=>o+=d);
  const t=Date.now(),c=cpu(); const r=await p.stack.preview(); console.log(n,r.code,"wall",(Date.now()-t)/1000,"cpu",(cpu()-c).toFixed(2)); if(s){await new Promise(r=>s.on("exit",r));console.log(o)} }
  p.remove(); }
})();
