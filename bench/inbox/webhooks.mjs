#!/usr/bin/env node
// ManyChat's webhook at 200 deliveries a second while photos are being copied: how long the answer takes. Then that each is there once.
//   Media__Hosts__0=127.0.0.1 Media__PrivateNetworks__0=127.0.0.1 Media__HttpsOnly=false ManyChat__Secrets__0=secret-of-this-bench \
//     ./peppi up --demo --detach; eval "$(./peppi status -o env)"; node bench/inbox/webhooks.mjs [seconds]
import http from 'node:http'
import { deflateSync } from 'node:zlib'

const { API_URL, SERVICE_ROLE_KEY } = process.env
const seconds = Number(process.argv[2] ?? 20)
const RATE = 200
const secret = process.env.ManyChat__Secrets__0 ?? 'secret-of-this-bench'
const run = Date.now().toString(36)

// A photo of about 300 kB: a PNG's header, then bytes that no compressor would make smaller.
const noise = Buffer.alloc(300_000, 0).map(() => Math.random() * 256)
const chunk = (type, data) => { const body = Buffer.concat([Buffer.from(type), data]); const out = Buffer.alloc(body.length + 8); out.writeUInt32BE(data.length); body.copy(out, 4); out.writeUInt32BE(crc(body), body.length + 4); return out }
const table = Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1; return n >>> 0 })
const crc = bytes => { let c = 0xffffffff; for (const byte of bytes) c = table[(c ^ byte) & 255] ^ (c >>> 8); return (c ^ 0xffffffff) >>> 0 }
const header = Buffer.alloc(13); header.writeUInt32BE(500, 0); header.writeUInt32BE(200, 4); header.set([8, 2, 0, 0, 0], 8)
const photo = Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', header), chunk('IDAT', deflateSync(noise, { level: 0 })), chunk('IEND', Buffer.alloc(0))])
let served = 0
const host = http.createServer((_, answer) => { served++; answer.writeHead(200, { 'content-type': 'image/png', 'content-length': photo.length }); answer.end(photo) })
await new Promise(done => host.listen(0, '127.0.0.1', done))
const photos = `http://127.0.0.1:${host.address().port}/`

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 })
const target = new URL(`${API_URL}/functions/v1/manychat-webhook`)
const deliver = n => new Promise((done, fail) => {
  const body = JSON.stringify({ id: `bench${n % 50}`, name: `Chef ${n % 50}`, text: `${run} ${n} coulage dalle`, last_interaction: `${run}-${n}`, ...(n % 5 === 0 ? { media_url: `${photos}${run}/${n}.png` } : {}) })
  const started = performance.now()
  const request = http.request(target, { method: 'POST', agent, headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'x-peppi-webhook-secret': secret } }, answer => {
    answer.resume()
    answer.on('end', () => answer.statusCode === 200 ? done(performance.now() - started) : fail(new Error(`a webhook got ${answer.statusCode}`)))
  })
  request.on('error', fail)
  request.end(body)
})

// Open loop: a delivery every 5 ms, whether or not the one before was answered; waiting for its turn counts as waiting.
const deliverFor = async (from, count) => {
  const times = []
  const pending = []
  const started = performance.now()
  for (let n = 0; n < count; n++) {
    const due = started + (n * 1000) / RATE
    const wait = due - performance.now()
    if (wait > 0) await new Promise(done => setTimeout(done, wait))
    const late = performance.now() - due
    pending.push(deliver(from + n).then(time => times.push(Math.max(0, late - 1) + time)))
  }
  await Promise.all(pending)
  return times
}

await deliverFor(0, RATE * 3)
const before = served
const count = RATE * seconds
const times = (await deliverFor(1_000_000, count)).sort((a, b) => a - b)
const quantile = part => times[Math.min(times.length - 1, Math.floor(times.length * part))].toFixed(1)
console.log(`${count} deliveries at ${RATE} a second: median ${quantile(0.5)} ms, p95 ${quantile(0.95)} ms, p99 ${quantile(0.99)} ms, worst ${quantile(1)} ms; ${served - before} photos fetched meanwhile`)

const counted = async () => Number((await fetch(`${API_URL}/rest/v1/chantier_messages?select=id&message_text=like.${run}%20*`, { method: 'HEAD', headers: { apikey: SERVICE_ROLE_KEY, authorization: `Bearer ${SERVICE_ROLE_KEY}`, prefer: 'count=exact', range: '0-0' } })).headers.get('content-range').split('/')[1])
const all = count + RATE * 3
const until = Date.now() + 120_000
while (await counted() < all && Date.now() < until) await new Promise(done => setTimeout(done, 500))
console.log(`${await counted()} of ${all} messages there`)
host.close()
host.closeAllConnections()
agent.destroy()
