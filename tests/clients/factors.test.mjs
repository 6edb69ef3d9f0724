// supabase.auth.mfa and auth.admin.mfa. As the field team's person of the demo.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { createClient } from '@supabase/supabase-js'

const { API_URL, ANON_KEY, SERVICE_ROLE_KEY, DEMO_PASSWORD } = process.env
const client = key => createClient(API_URL, key, { auth: { persistSession: false, autoRefreshToken: false } })
const signedIn = async () => {
  const supabase = client(ANON_KEY)
  const { data, error } = await supabase.auth.signInWithPassword({ email: 'field_team@demo.peppi.local', password: DEMO_PASSWORD })
  assert.equal(error, null)
  return { supabase, user: data.user }
}
const taken = ({ data, error }) => {
  assert.equal(error, null, JSON.stringify(error))
  return data
}

let last = 0
const code = secret => {
  const bits = [...secret].map(letter => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  last = Math.max(last + 1, Math.floor(Date.now() / 30000) - 1)
  const counter = Buffer.alloc(8)
  counter.writeBigInt64BE(BigInt(last))
  const hash = createHmac('sha1', Buffer.from(bits.match(/.{8}/g).map(byte => parseInt(byte, 2)))).update(counter).digest()
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1000000).padStart(6, '0')
}

test('a factor is enrolled, asked, verified, listed and removed through the client alone', async () => {
  const { supabase, user } = await signedIn()
  const { mfa } = supabase.auth
  assert.deepEqual(taken(await mfa.getAuthenticatorAssuranceLevel()), { currentLevel: 'aal1', nextLevel: 'aal1', currentAuthenticationMethods: taken(await mfa.getAuthenticatorAssuranceLevel()).currentAuthenticationMethods })

  const enrolled = taken(await mfa.enroll({ factorType: 'totp', friendlyName: 'Téléphone' }))
  assert.match(enrolled.totp.qr_code, /^data:image\/svg\+xml;utf-8,<svg/)
  assert.equal((await mfa.enroll({ factorType: 'totp', friendlyName: 'Téléphone' })).error.code, 'mfa_factor_name_conflict')
  const challenge = taken(await mfa.challenge({ factorId: enrolled.id }))
  assert.equal((await mfa.verify({ factorId: enrolled.id, challengeId: challenge.id, code: '000000' })).error.code, 'mfa_verification_failed')
  taken(await mfa.verify({ factorId: enrolled.id, challengeId: challenge.id, code: code(enrolled.totp.secret) }))

  const level = taken(await mfa.getAuthenticatorAssuranceLevel())
  assert.deepEqual([level.currentLevel, level.nextLevel], ['aal2', 'aal2'])
  assert.deepEqual(level.currentAuthenticationMethods.map(method => method.method), ['totp', 'password'])
  assert.deepEqual(taken(await mfa.listFactors()).totp.map(factor => factor.friendly_name), ['Téléphone'])
  taken(await supabase.auth.refreshSession())
  assert.equal(taken(await mfa.getAuthenticatorAssuranceLevel()).currentLevel, 'aal2')

  const lesser = await signedIn()
  assert.deepEqual(
    (({ currentLevel, nextLevel }) => [currentLevel, nextLevel])(taken(await lesser.supabase.auth.mfa.getAuthenticatorAssuranceLevel())), ['aal1', 'aal2'])
  assert.equal((await lesser.supabase.auth.mfa.unenroll({ factorId: enrolled.id })).error.code, 'insufficient_aal')
  taken(await lesser.supabase.auth.mfa.challengeAndVerify({ factorId: enrolled.id, code: code(enrolled.totp.secret) }))

  const service = client(SERVICE_ROLE_KEY)
  assert.equal(taken(await service.auth.admin.mfa.listFactors({ userId: user.id })).factors[0].status, 'verified')
  assert.equal(taken(await mfa.unenroll({ factorId: enrolled.id })).id, enrolled.id)
  assert.deepEqual(taken(await mfa.listFactors()).all, [])
})

test('a server removes a factor of somebody, whose sessions end with it', async () => {
  const { supabase, user } = await signedIn()
  const enrolled = taken(await supabase.auth.mfa.enroll({ factorType: 'totp' }))
  taken(await supabase.auth.mfa.challengeAndVerify({ factorId: enrolled.id, code: code(enrolled.totp.secret) }))
  taken(await client(SERVICE_ROLE_KEY).auth.admin.mfa.deleteFactor({ userId: user.id, id: enrolled.id }))
  assert.equal((await supabase.auth.getUser()).error.name, 'AuthSessionMissingError')
})
