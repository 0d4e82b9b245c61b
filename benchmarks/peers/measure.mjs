// node ENGINE.mjs TEMPLATE DATA OUTPUT SECONDS: writes one document, prints the milliseconds of a render.
// The best of rounds of calls, in processor time, as `milliseconds` in ../render.py.
import { readFileSync, writeFileSync } from "node:fs";

const ROUNDS = 20;

export async function measure(render) {
  const [templatePath, dataPath, output, seconds] = process.argv.slice(2);
  const template = readFileSync(templatePath);
  const data = JSON.parse(readFileSync(dataPath, "utf8"));
  writeFileSync(output, await render(template, data));
  const once = await timed(render, template, data, 1);
  const calls = Math.max(1, Math.trunc((Number(seconds) * 1000) / ROUNDS / once));
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    times.push(await timed(render, template, data, calls));
  }
  console.log(Math.min(...times));
}

async function timed(render, template, data, calls) {
  const started = process.cpuUsage();
  for (let call = 0; call < calls; call += 1) {
    await render(template, data);
  }
  const used = process.cpuUsage(started);
  return (used.user + used.system) / 1000 / calls;
}
