// Two targets of the same events: one answers at once, one after nine seconds. How fast is the quick one served meanwhile?
// node bench/alerts/webhooks.mjs <events>; needs ADMIN_URL, DEMO_PASSWORD, DB_URL and PSQL, and Webhooks__AllowedNetworks__0=127.0.0.0/8 on the instance.
import { createServer } from "node:http";
import { execFileSync } from "node:child_process";

const events = Number(process.argv[2] ?? 2000);
const got = { quick: 0, slow: 0 };
let last = 0;
const serve = (name, wait) => new Promise((resolve) => {
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      got[name]++;
      if (name === "quick") last = performance.now();
      setTimeout(() => response.end("ok"), wait);
    });
  }).listen(0, "127.0.0.1", () => resolve(server));
});
const [quick, slow] = await Promise.all([serve("quick", 0), serve("slow", 9000)]);

const cookies = new Map();
async function ask(path, form) {
  const answer = await fetch(process.env.ADMIN_URL + path, {
    method: form ? "POST" : "GET", redirect: "manual", body: form ? new URLSearchParams(form) : undefined,
    headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
  });
  for (const cookie of answer.headers.getSetCookie()) {
    const [pair] = cookie.split(";");
    cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
  }
  return answer.text();
}
const token = (page) => page.match(/name="__RequestVerificationToken"[^>]*value="([^"]+)"/)[1];
await ask("/sign-in", { Email: "admin@demo.peppi.local", Password: process.env.DEMO_PASSWORD, __RequestVerificationToken: token(await ask("/sign-in")) });
for (const [name, server] of [["quick", quick], ["slow", slow]]) {
  const page = await ask("/webhooks?handler=Add", {
    Name: name, Url: `http://127.0.0.1:${server.address().port}/`, Format: "peppi", Events: "units.update", __RequestVerificationToken: token(await ask("/webhooks")),
  });
  if (!page.includes("whsec_")) throw new Error("The target was not added.");
}

const sql = (text) => execFileSync(process.env.PSQL, ["-qAt", process.env.DB_URL, "-c", text]);
const began = performance.now();
sql(`update units set floor = coalesce(floor, 0) + 1 where id in (select id from units where reference like 'U-%' order by id limit ${events})`);
while (got.quick < events && performance.now() - began < 300_000) await new Promise((resolve) => setTimeout(resolve, 100));
const seconds = (last - began) / 1000;
console.log(`outgoing webhooks: ${got.quick} of ${events} events to the quick target in ${seconds.toFixed(1)} s (${Math.round(got.quick / seconds)}/s from the change on), ${got.slow} to the slow one meanwhile`);
process.exit(0);
