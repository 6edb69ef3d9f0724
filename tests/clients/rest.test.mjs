// supabase.from() and supabase.rpc() against the demo's data. Signed in as the finance person unless said otherwise.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { createClient } from '@supabase/supabase-js'

const { API_URL, ANON_KEY, SERVICE_ROLE_KEY, DEMO_PASSWORD } = process.env
const client = key => createClient(API_URL, key, { auth: { persistSession: false, autoRefreshToken: false } })
const as = async role => {
  const supabase = client(ANON_KEY)
  const { error } = await supabase.auth.signInWithPassword({ email: `${role}@demo.peppi.local`, password: DEMO_PASSWORD })
  assert.equal(error, null)
  return supabase
}
const taken = ({ data, error, ...rest }) => {
  assert.equal(error, null, JSON.stringify(error))
  return { data, ...rest }
}

let finance, admin
before(async () => {
  finance = await as('finance')
  admin = await as('admin')
})

test('a list comes with the columns, order and page that were asked for', async () => {
  const { data } = taken(await finance.from('projects').select('id,name').order('id', { ascending: false }).range(0, 2))
  assert.deepEqual(data.map(project => Object.keys(project)), [['id', 'name'], ['id', 'name'], ['id', 'name']])
  assert.ok(data[0].id > data[1].id && data[1].id > data[2].id)
})

test('every filter of the client is understood', async () => {
  const ids = async query => taken(await query).data.map(row => row.id)
  const projects = () => finance.from('projects').select('id').order('id')
  const all = await ids(projects())
  assert.deepEqual(await ids(projects().eq('id', 1)), [1])
  assert.deepEqual(await ids(projects().neq('id', 1)), all.slice(1))
  assert.deepEqual(await ids(projects().gt('id', 1).lte('id', 3)), [2, 3])
  assert.deepEqual(await ids(projects().gte('id', 2).lt('id', 4)), [2, 3])
  assert.deepEqual(await ids(projects().in('id', [1, 3])), [1, 3])
  assert.deepEqual(await ids(projects().not('id', 'in', '(1,2,3)')), all.slice(3))
  assert.deepEqual(await ids(projects().or('id.eq.1,and(id.gt.2,id.lt.4)')), [1, 3])
  assert.deepEqual(await ids(projects().match({ id: 2 })), [2])
  assert.deepEqual(await ids(projects().like('name', '%')), all)
  assert.deepEqual(await ids(projects().ilike('name', '%')), all)
  assert.deepEqual(await ids(projects().ilikeAnyOf('name', ['%a%', '%e%'])), await ids(projects().or('name.ilike.*a*,name.ilike.*e*')))
  assert.deepEqual(await ids(projects().is('manager_id', null)), await ids(projects().filter('manager_id', 'is', null)))
  assert.deepEqual(await ids(projects().regexMatch('name', '^.')), all)
  assert.equal((await ids(projects().textSearch('name', 'zzzz'))).length, 0)
})

test('a value full of the grammar’s own signs is a value', async () => {
  const { data } = taken(await finance.from('projects').select('id').in('name', ['a,b', '(c)', '"d"', 'e.f\\', "g'h"]))
  assert.deepEqual(data, [])
})

test('embedded rows follow the foreign keys, both ways, and can be filtered and ordered', async () => {
  const { data } = taken(await finance.from('projects').select('id,finances(amount,type),manager:users!manager_id(id)').eq('id', 1)
    .eq('finances.type', 'expense').order('amount', { referencedTable: 'finances', ascending: false }).limit(3, { referencedTable: 'finances' }))
  assert.equal(data[0].finances.length, 3)
  assert.ok(data[0].finances.every(row => row.type === 'expense') && data[0].finances[0].amount >= data[0].finances[1].amount)

  const { data: expense } = taken(await finance.from('finances').select('id,projects!inner(name)').eq('projects.id', 1).limit(1).single())
  assert.equal(typeof expense.projects.name, 'string')
})

test('exact counts come with and without the rows', async () => {
  const head = taken(await finance.from('finances').select('*', { count: 'exact', head: true }))
  assert.equal(head.data, null)
  const { data, count } = taken(await finance.from('finances').select('id', { count: 'exact' }).limit(1))
  assert.equal(data.length, 1)
  assert.equal(count, head.count)
  assert.ok(count > 100)
})

test('single() wants one row, maybeSingle() one or none', async () => {
  assert.equal(taken(await finance.from('projects').select('id').eq('id', 1).single()).data.id, 1)
  const none = await finance.from('projects').select('id').eq('id', -1).single()
  assert.deepEqual([none.status, none.error.code, none.error.details], [406, 'PGRST116', 'The result contains 0 rows'])
  assert.equal(taken(await finance.from('projects').select('id').eq('id', -1).maybeSingle()).data, null)
  assert.equal((await finance.from('projects').select('id').maybeSingle()).error.code, 'PGRST116')
})

test('CSV comes as text, GeoJSON is refused where no PostGIS is, a plan only where it is allowed', async () => {
  const { data } = taken(await finance.from('projects').select('id,currency').eq('id', 1).csv())
  assert.match(data, /^id,currency\n1,[A-Z]{3}$/)
  const plan = await finance.from('projects').select('id').explain()
  assert.equal(plan.status, 406)
})

test('aggregates are on', async () => {
  const { data } = taken(await finance.from('finances').select('type,amount.sum(),count()').order('type'))
  assert.ok(data.length > 1 && data.every(row => row.count > 0 && row.sum !== undefined))
})

test('a row is written, changed, upserted and deleted, with its representation where it is asked for', async () => {
  const silent = taken(await finance.from('finances').insert({ project_id: 1, type: 'expense', amount: 1.5, currency: 'XAF', label: 'client test' }))
  assert.deepEqual([silent.status, silent.data], [201, null])

  const [first, second] = taken(await finance.from('finances').insert([
    { project_id: 1, type: 'expense', amount: 10, currency: 'XAF', label: 'client test' },
    { project_id: 2, type: 'expense', amount: 20, currency: 'XAF', label: 'client test' }]).select('id,amount')).data
  assert.deepEqual([first.amount, second.amount], [10, 20])

  assert.equal(taken(await finance.from('finances').update({ amount: 11 }).eq('id', first.id).select('amount').single()).data.amount, 11)
  const upserted = taken(await finance.from('finances').upsert([
    { id: first.id, project_id: 1, type: 'expense', amount: 12, currency: 'XAF', label: 'client test' }]).select('id,amount')).data
  assert.deepEqual(upserted, [{ id: first.id, amount: 12 }])
  const ignored = taken(await finance.from('finances').upsert(
    { id: first.id, project_id: 1, type: 'expense', amount: 99, currency: 'XAF' }, { onConflict: 'id', ignoreDuplicates: true }).select('id')).data
  assert.deepEqual(ignored, [])

  const removed = taken(await finance.from('finances').delete({ count: 'exact' }).eq('label', 'client test'))
  assert.deepEqual([removed.status, removed.count], [204, 3])
})

test('what a role may not do is refused: an insert with 42501, a change by touching nothing', async () => {
  const manager = await as('project_manager')
  const insert = await manager.from('finances').insert({ project_id: 1, type: 'expense', amount: 1, currency: 'XAF' })
  assert.deepEqual([insert.status, insert.error.code], [403, '42501'])
  assert.deepEqual(taken(await manager.from('finances').update({ amount: 0 }).gt('id', 0).select('id')).data, [])
})

test('the rules of a module name every faulty row', async () => {
  const { status, error } = await finance.from('finances').insert([
    { project_id: 1, type: 'expense', amount: 5, currency: 'XAF' }, { project_id: 1, type: 'nothing', amount: 5, currency: 'XAF' }])
  assert.equal(status, 400)
  assert.equal(error.code, '23514')
})

test('functions are called by POST, GET and HEAD, and their rows are filtered', async () => {
  assert.equal(taken(await finance.rpc('client_test_add', { a: 2, b: 3 })).data, 5)
  assert.equal(taken(await finance.rpc('client_test_add', { a: 2, b: 3 }, { get: true })).data, 5)
  assert.deepEqual(taken(await finance.rpc('client_test_projects').select('id').eq('id', 1)).data, [{ id: 1 }])
  assert.equal(taken(await finance.rpc('client_test_projects', {}, { head: true, count: 'exact' })).count,
    taken(await finance.from('projects').select('*', { head: true, count: 'exact' })).count)
  const unknown = await finance.rpc('client_test_nothing')
  assert.deepEqual([unknown.status, unknown.error.code], [404, 'PGRST202'])
})

test('errors carry the code that the client looks for', async () => {
  assert.equal((await finance.from('nothing').select()).error.code, 'PGRST205')
  assert.equal((await finance.from('projects').select('nothing')).error.code, '42703')
  assert.equal((await finance.from('projects').select('id').eq('id', 'x')).error.code, '22P02')
  assert.equal((await finance.from('projects').select('id,finances(nothing)')).error.code, '42703')
  assert.equal((await finance.from('projects').select('id,nothing(id)')).error.code, 'PGRST200')
})

test('more rows than foreseen are left as they were', async () => {
  const many = await admin.from('alerts').update({ priority: 'info' }).gt('id', 0).maxAffected(1)
  assert.deepEqual([many.status, many.error.code], [400, 'PGRST124'])
})

test('the service key sees everything, the anon key nothing', async () => {
  const count = async supabase => taken(await supabase.from('chantier_messages').select('*', { count: 'exact', head: true })).count
  assert.ok(await count(client(SERVICE_ROLE_KEY)) > 0)
  assert.equal(await count(client(ANON_KEY)), 0)
  assert.equal(await count(finance), 0)
})
