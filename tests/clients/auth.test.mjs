// supabase.auth against an instance that lets anybody sign up. MAILS_URL?to=address shows the last mail to an address.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { createClient } from '@supabase/supabase-js'

const { API_URL, ANON_KEY, SERVICE_ROLE_KEY, DEMO_PASSWORD, MAILS_URL } = process.env
const PASSWORD = 'Kilimandjaro-5895'
const SITE = 'https://app.exemple.fr/accueil'
const memory = () => {
  const kept = new Map()
  return { getItem: key => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value), removeItem: key => void kept.delete(key) }
}
const client = (key = ANON_KEY, auth = {}) => createClient(API_URL, key, { auth: { persistSession: false, autoRefreshToken: false, ...auth } })
const pkce = () => client(ANON_KEY, { flowType: 'pkce', persistSession: true, storage: memory(), detectSessionInUrl: false })
const admin = client(SERVICE_ROLE_KEY).auth.admin
const fresh = () => `p${randomUUID()}@exemple.fr`
const mail = async to => (await fetch(`${MAILS_URL}?to=${encodeURIComponent(to)}`)).json()
const open = async link => (await fetch(API_URL + new URL(link).pathname + new URL(link).search, { redirect: 'manual' })).headers.get('location')
const fine = ({ data, error }) => {
  assert.equal(error, null, error && `${error.status} ${error.code} ${error.message}`)
  return data
}
const refused = ({ error }, status, code) => assert.deepEqual([error?.status, error?.code], [status, code], error?.message)
const person = async () => {
  const email = fresh()
  return fine(await admin.createUser({ email, password: PASSWORD, email_confirm: true })).user
}
const signedIn = async (email, password = PASSWORD, supabase = client()) => {
  fine(await supabase.auth.signInWithPassword({ email, password }))
  return supabase
}

test('signUp waits for the mail, says nothing of addresses that are taken, and refuses weak passwords', async () => {
  const email = fresh()
  const { user, session } = fine(await client().auth.signUp({ email, password: PASSWORD, options: { data: { full_name: 'Ama' } } }))
  assert.equal(session, null)
  assert.equal(user.email, email)
  assert.equal(user.identities.length, 1)
  refused(await client().auth.signInWithPassword({ email, password: PASSWORD }), 400, 'email_not_confirmed')
  fine(await client().auth.resend({ type: 'signup', email }))

  const { token } = await mail(email)
  const verified = fine(await client().auth.verifyOtp({ type: 'signup', token_hash: token }))
  assert.ok(verified.session.access_token)
  assert.equal(verified.user.user_metadata.full_name, 'Ama')
  await signedIn(email)

  const again = fine(await client().auth.signUp({ email, password: PASSWORD }))
  assert.deepEqual([again.session, again.user.identities], [null, []])
  const weak = await client().auth.signUp({ email: fresh(), password: 'short' })
  refused(weak, 422, 'weak_password')
  assert.ok(weak.error.reasons.includes('length'))
})

test('signInWithPassword gives a session, and one answer for wrong passwords and unknown addresses', async () => {
  const { email } = await person()
  const { session, user } = fine(await client().auth.signInWithPassword({ email, password: PASSWORD }))
  assert.deepEqual([session.token_type, user.email, user.role, user.phone], ['bearer', email, 'authenticated', ''])
  assert.ok(session.expires_at > Date.now() / 1000)
  refused(await client().auth.signInWithPassword({ email, password: 'wrong' }), 400, 'invalid_credentials')
  refused(await client().auth.signInWithPassword({ email: fresh(), password: 'wrong' }), 400, 'invalid_credentials')
})

test('refreshSession gives the next pair once, and a spent token is refused', async () => {
  const { email } = await person()
  const supabase = await signedIn(email)
  const { refresh_token } = (await supabase.auth.getSession()).data.session
  const next = fine(await supabase.auth.refreshSession())
  assert.notEqual(next.session.refresh_token, refresh_token)
  refused(await client().auth.refreshSession({ refresh_token: 'invented' }), 400, 'refresh_token_not_found')
  const two = await Promise.all([1, 2].map(() => client().auth.refreshSession({ refresh_token: next.session.refresh_token })))
  two.forEach(fine)
})

test('getUser, getClaims and setSession know a token, and no broken one', async () => {
  const { email, id } = await person()
  const supabase = await signedIn(email)
  assert.equal(fine(await supabase.auth.getUser()).user.id, id)
  const { claims, header } = fine(await supabase.auth.getClaims())
  assert.deepEqual([header.alg, claims.sub, claims.aal, claims.amr[0].method, claims.iss], ['ES256', id, 'aal1', 'password', claims.iss])
  assert.deepEqual(fine(await supabase.auth.mfa.getAuthenticatorAssuranceLevel()).currentLevel, 'aal1')
  const { session } = (await supabase.auth.getSession()).data
  assert.equal(fine(await client().auth.setSession(session)).user.id, id)
  refused(await client().auth.getUser(session.access_token.slice(0, -4) + 'AAAA'), 403, 'bad_jwt')
})

test('updateUser changes data and password, and asks both addresses for a new one', async () => {
  const { email } = await person()
  const supabase = await signedIn(email)
  assert.deepEqual(fine(await supabase.auth.updateUser({ data: { theme: 'dark' } })).user.user_metadata, { theme: 'dark' })
  refused(await supabase.auth.updateUser({ password: PASSWORD }), 422, 'same_password')
  refused(await supabase.auth.updateUser({ password: 'short' }), 422, 'weak_password')
  fine(await supabase.auth.updateUser({ password: 'Mont-Cameroun-4095' }))
  await signedIn(email, 'Mont-Cameroun-4095')

  const wanted = fresh()
  assert.equal(fine(await supabase.auth.updateUser({ email: wanted })).user.new_email, wanted)
  assert.match(await open((await mail(wanted)).link), /#message=/)
  assert.match(await open((await mail(email)).link), /#access_token=/)
  await signedIn(wanted, 'Mont-Cameroun-4095')
  refused(await supabase.auth.updateUser({ email: (await person()).email }), 422, 'email_exists')
  refused(await supabase.auth.updateUser({ phone: '+237600000000' }), 400, 'phone_provider_disabled')
})

test('reauthenticate sends a nonce that proves who changes the password', async () => {
  const { email } = await person()
  const supabase = await signedIn(email)
  fine(await supabase.auth.reauthenticate())
  refused(await supabase.auth.updateUser({ password: 'Mont-Cameroun-4095', nonce: 'x' }), 422, 'reauthentication_not_valid')
  fine(await supabase.auth.updateUser({ password: 'Mont-Cameroun-4095', nonce: (await mail(email)).code }))
})

test('signOut ends this session, the others, or all', async () => {
  const { email } = await person()
  const [one, two, three] = [await signedIn(email), await signedIn(email), await signedIn(email)]
  assert.equal((await one.auth.signOut({ scope: 'others' })).error, null)
  fine(await one.auth.getUser())
  const ended = await two.auth.getUser()
  assert.equal(ended.error.name, 'AuthSessionMissingError')
  const four = await signedIn(email)
  assert.equal((await four.auth.signOut({ scope: 'local' })).error, null)
  fine(await one.auth.getUser())
  const token = (await one.auth.getSession()).data.session.access_token
  assert.equal((await one.auth.signOut()).error, null)
  assert.equal((await client().auth.getUser(token)).error.name, 'AuthSessionMissingError')
  assert.ok(three)
})

test('resetPasswordForEmail is answered alike for everybody, and its link leads in', async () => {
  const { email } = await person()
  fine(await client().auth.resetPasswordForEmail(email, { redirectTo: 'https://a.exemple.org/retour/mdp' }))
  fine(await client().auth.resetPasswordForEmail(fresh()))
  const target = await open((await mail(email)).link)
  assert.match(target, /^https:\/\/a\.exemple\.org\/retour\/mdp#access_token=.*type=recovery/)
  assert.match(await open((await mail(email)).link), /error=access_denied&error_code=otp_expired/)
  fine(await client().auth.resetPasswordForEmail(email, { redirectTo: 'https://evil.example/' }))
  assert.ok((await open((await mail(email)).link)).startsWith(SITE + '#access_token='))
})

test('signInWithOtp and verifyOtp: a code, a link, and neither twice', async () => {
  const { email } = await person()
  fine(await client().auth.signInWithOtp({ email, options: { shouldCreateUser: false } }))
  const { code } = await mail(email)
  refused(await client().auth.verifyOtp({ email, token: code === '000000' ? '000001' : '000000', type: 'email' }), 403, 'otp_expired')
  assert.equal(fine(await client().auth.verifyOtp({ email, token: code, type: 'email' })).user.email, email)
  refused(await client().auth.verifyOtp({ email, token: code, type: 'email' }), 403, 'otp_expired')

  const created = fresh()
  fine(await client().auth.signInWithOtp({ email: created }))
  fine(await client().auth.verifyOtp({ token_hash: (await mail(created)).token, type: 'magiclink' }))
  fine(await client().auth.signInWithOtp({ email: fresh(), options: { shouldCreateUser: false } }))
})

test('exchangeCodeForSession completes a flow with PKCE', async () => {
  const { email } = await person()
  const supabase = pkce()
  fine(await supabase.auth.signInWithOtp({ email, options: { shouldCreateUser: false } }))
  const code = new URL(await open((await mail(email)).link)).searchParams.get('code')
  assert.equal(fine(await supabase.auth.exchangeCodeForSession(code)).user.email, email)

  const other = pkce()
  fine(await other.auth.resetPasswordForEmail(email))
  const recovery = new URL(await open((await mail(email)).link)).searchParams.get('code')
  const thief = pkce()
  fine(await thief.auth.signInWithOtp({ email, options: { shouldCreateUser: false } }))
  refused(await thief.auth.exchangeCodeForSession(recovery), 400, 'bad_code_verifier')
})

test('identities: the address is the one, and stays', async () => {
  const { email } = await person()
  const supabase = await signedIn(email)
  const { identities } = fine(await supabase.auth.getUserIdentities())
  assert.deepEqual(identities.map(identity => [identity.provider, identity.identity_data.email]), [['email', email]])
  refused(await supabase.auth.unlinkIdentity(identities[0]), 422, 'single_identity_not_deletable')
  refused(await supabase.auth.linkIdentity({ provider: 'google', options: { skipBrowserRedirect: true } }), 404, 'manual_linking_disabled')
})

test('what Peppi does not offer is refused in the library’s own words', async () => {
  const phone = '+237600000000'
  refused(await client().auth.signInAnonymously(), 422, 'anonymous_provider_disabled')
  refused(await client().auth.signUp({ phone, password: PASSWORD }), 400, 'phone_provider_disabled')
  refused(await client().auth.signInWithPassword({ phone, password: PASSWORD }), 400, 'phone_provider_disabled')
  refused(await client().auth.signInWithOtp({ phone }), 400, 'phone_provider_disabled')
  refused(await client().auth.verifyOtp({ phone, token: '123456', type: 'sms' }), 400, 'phone_provider_disabled')
  refused(await client().auth.resend({ type: 'sms', phone }), 400, 'phone_provider_disabled')
  refused(await client().auth.signInWithIdToken({ provider: 'google', token: 'x' }), 400, 'provider_disabled')
  refused(await client().auth.signInWithSSO({ domain: 'exemple.fr' }), 404, 'saml_provider_disabled')
})

test('admin: accounts are made, listed, changed, banned and deleted', async () => {
  const email = fresh()
  const { user } = fine(await admin.createUser({ email, password: PASSWORD, email_confirm: true, user_metadata: { a: 1 }, app_metadata: { b: 2 } }))
  assert.deepEqual([user.user_metadata, user.app_metadata.b, user.app_metadata.provider], [{ a: 1 }, 2, 'email'])
  refused(await admin.createUser({ email, password: PASSWORD }), 422, 'email_exists')
  assert.equal(fine(await admin.getUserById(user.id)).user.email, email)
  refused(await admin.getUserById(randomUUID()), 404, 'user_not_found')

  const page = fine(await admin.listUsers({ page: 1, perPage: 2 }))
  assert.equal(page.users.length, 2)
  assert.ok(page.total > 2 && page.nextPage === 2)
  assert.ok(fine(await admin.listUsers()).users.length > 2)

  const banned = fine(await admin.updateUserById(user.id, { ban_duration: '24h' })).user
  assert.ok(new Date(banned.banned_until) > new Date())
  refused(await client().auth.signInWithPassword({ email, password: PASSWORD }), 400, 'user_banned')
  assert.equal(fine(await admin.updateUserById(user.id, { ban_duration: 'none', password: 'Mont-Cameroun-4095' })).user.banned_until, undefined)
  const supabase = await signedIn(email, 'Mont-Cameroun-4095')
  const token = (await supabase.auth.getSession()).data.session.access_token
  assert.equal((await admin.signOut(token, 'global')).error, null)
  assert.equal((await client().auth.getUser(token)).error.name, 'AuthSessionMissingError')

  fine(await admin.deleteUser(user.id))
  refused(await admin.deleteUser(user.id), 404, 'user_not_found')
  const soft = await person()
  fine(await admin.deleteUser(soft.id, true))
  assert.ok(fine(await admin.getUserById(soft.id)).user.deleted_at)
})

test('admin: invitations and links', async () => {
  const email = fresh()
  assert.ok(fine(await admin.inviteUserByEmail(email, { data: { locale: 'en' } })).user.invited_at)
  assert.equal((await mail(email)).subject, 'Your access to PEPPI-SNI')
  assert.match(await open((await mail(email)).link), /#access_token=.*type=invite/)
  refused(await admin.inviteUserByEmail(email), 422, 'email_exists')

  for (const type of ['magiclink', 'recovery']) {
    const { properties, user } = fine(await admin.generateLink({ type, email, options: { redirectTo: 'https://a.exemple.org/retour/z' } }))
    assert.equal(user.email, email)
    assert.equal(properties.verification_type, type)
    assert.equal(fine(await client().auth.verifyOtp({ token_hash: properties.hashed_token, type })).user.email, email)
  }
  const signup = fine(await admin.generateLink({ type: 'signup', email: fresh(), password: PASSWORD }))
  assert.equal(fine(await client().auth.verifyOtp({ email: signup.user.email, token: signup.properties.email_otp, type: 'signup' })).user.email, signup.user.email)
  refused(await admin.generateLink({ type: 'recovery', email: fresh() }), 404, 'user_not_found')
})

test('admin calls need the service key', async () => {
  for (const supabase of [client(), await signedIn('admin@demo.peppi.local', DEMO_PASSWORD)]) {
    refused(await supabase.auth.admin.listUsers(), 403, 'not_admin')
    refused(await supabase.auth.admin.createUser({ email: fresh() }), 403, 'not_admin')
    refused(await supabase.auth.admin.inviteUserByEmail(fresh()), 403, 'not_admin')
    refused(await supabase.auth.admin.generateLink({ type: 'magiclink', email: fresh() }), 403, 'not_admin')
  }
})
