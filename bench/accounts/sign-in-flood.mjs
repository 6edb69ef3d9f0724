#!/usr/bin/env node
// Readers beside a flood of sign-ins: 200 a second for one account, each from another address, always with a wrong password.
//   Proxies__Trusted__0=127.0.0.1 ./peppi up --demo --detach; eval "$(./peppi status -o env)"; node bench/accounts/sign-in-flood.mjs [seconds] [rounds]
// The instance must trust this machine as a proxy, so that X-Forwarded-For gives each attempt an address of its own.
const { API_URL, ANON_KEY, DEMO_PASSWORD } = process.env
const [seconds, rounds] = [Number(process.argv[2] ?? 8), Number(process.argv[3] ?? 3)]
const READERS = 4
const RATE = 200

const post = (path, body, headers = {}) => fetch(API_URL + path, { method: 'POST', headers: { apikey: ANON_KEY, 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })
const quantile = (times, part) => times.sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))]
const address = () => [10, 1, 1, 1].map((least, at) => (at === 0 ? 10 : Math.floor(Math.random() * 254) + least)).join('.')

const token = (await (await post('/auth/v1/token?grant_type=password', { email: 'finance@demo.peppi.local', password: DEMO_PASSWORD })).json()).access_token
const read = async () => {
  const started = performance.now()
  const answer = await fetch(`${API_URL}/rest/v1/projects?select=id,name&limit=20`, { headers: { apikey: ANON_KEY, authorization: `Bearer ${token}` } })
  await answer.text()
  if (answer.status !== 200) throw new Error(`A reader got ${answer.status}`)
  return performance.now() - started
}

const readFor = async until => {
  const times = []
  await Promise.all(Array.from({ length: READERS }, async () => {
    while (performance.now() < until) times.push(await read())
  }))
  return times
}

const floodFor = async until => {
  const statuses = {}
  const pending = new Set()
  const started = performance.now()
  for (let sent = 0; performance.now() < until; sent++) {
    const wait = started + (sent * 1000) / RATE - performance.now()
    if (wait > 0) await new Promise(done => setTimeout(done, wait))
    const attempt = post('/auth/v1/token?grant_type=password', { email: 'commercial@demo.peppi.local', password: `wrong ${sent}` }, { 'x-forwarded-for': address() })
      .then(async answer => { await answer.text(); statuses[answer.status] = (statuses[answer.status] ?? 0) + 1 }, () => { statuses.failed = (statuses.failed ?? 0) + 1 })
      .finally(() => pending.delete(attempt))
    pending.add(attempt)
  }
  await Promise.all(pending)
  return statuses
}

await readFor(performance.now() + 2000)
const [calm, flooded, answers] = [[], [], {}]
for (let round = 0; round < rounds; round++) {
  // In turns, so that whatever else the machine does falls on both.
  calm.push(...await readFor(performance.now() + seconds * 1000))
  const until = performance.now() + seconds * 1000
  const [times, statuses] = await Promise.all([readFor(until), floodFor(until)])
  flooded.push(...times)
  for (const [status, count] of Object.entries(statuses)) answers[status] = (answers[status] ?? 0) + count
}
const line = (name, times) => console.log(`${name}: ${times.length} reads, median ${quantile(times, 0.5).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms`)
line('calm   ', calm)
line('flooded', flooded)
console.log(`slower by ${(quantile(flooded, 0.5) / quantile(calm, 0.5)).toFixed(2)} (median); sign-ins answered: ${JSON.stringify(answers)}`)
const owner = performance.now()
const own = await post('/auth/v1/token?grant_type=password', { email: 'finance@demo.peppi.local', password: DEMO_PASSWORD })
console.log(`somebody else signs in: ${own.status} in ${(performance.now() - owner).toFixed(0)} ms`)
