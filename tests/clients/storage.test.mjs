// supabase.storage and tus-js-client against the demo's instance: every call, success and refusal.
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { before, test } from 'node:test'
import { createClient } from '@supabase/supabase-js'
import * as tus from 'tus-js-client'

const { API_URL, ANON_KEY, SERVICE_ROLE_KEY, DEMO_PASSWORD } = process.env
const client = key => createClient(API_URL, key, { auth: { persistSession: false, autoRefreshToken: false } })
const as = async role => {
  const supabase = client(ANON_KEY)
  const { error } = await supabase.auth.signInWithPassword({ email: `${role}@demo.peppi.local`, password: DEMO_PASSWORD })
  assert.equal(error, null)
  return supabase
}
const taken = ({ data, error }) => {
  assert.equal(error, null, JSON.stringify(error))
  return data
}
const refused = ({ error }, statusCode, code) => {
  assert.ok(error, 'it was not refused')
  assert.equal(error.statusCode, statusCode, JSON.stringify(error))
  if (code) assert.equal(error.code ?? error.errorCode ?? code, code)
}
const bytes = async blob => Buffer.from(await blob.arrayBuffer())
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

let service, admin, finance, anon, files
before(async () => {
  service = client(SERVICE_ROLE_KEY)
  anon = client(ANON_KEY)
  admin = await as('admin')
  finance = await as('finance')
  taken(await service.storage.createBucket('essais', { public: false, fileSizeLimit: '1MB', allowedMimeTypes: ['text/*', 'image/png', 'application/json', 'application/octet-stream'] }))
  taken(await service.storage.createBucket('vitrine', { public: true }))
  files = finance.storage.from('essais')
})

test('buckets are made, shown, listed, changed, emptied and deleted by those who may', async () => {
  assert.deepEqual(taken(await admin.storage.createBucket('a-moi', { public: false, fileSizeLimit: '20MB' })), { name: 'a-moi' })
  const made = taken(await admin.storage.getBucket('a-moi'))
  assert.equal(made.file_size_limit, 20_000_000)
  assert.equal(made.public, false)
  assert.ok(taken(await finance.storage.listBuckets()).some(bucket => bucket.id === 'projets'))
  assert.deepEqual(taken(await admin.storage.updateBucket('a-moi', { public: true, allowedMimeTypes: ['image/*'] })), { message: 'Successfully updated' })
  assert.deepEqual(taken(await admin.storage.getBucket('a-moi')).allowed_mime_types, ['image/*'])
  taken(await admin.storage.from('a-moi').upload('x.png', png, { contentType: 'image/png' }))
  refused(await admin.storage.deleteBucket('a-moi'), '409', 'ResourceNotEmpty')
  assert.ok(taken(await admin.storage.emptyBucket('a-moi')).message)
  assert.deepEqual(taken(await admin.storage.deleteBucket('a-moi')), { message: 'Successfully deleted' })
  refused(await admin.storage.getBucket('a-moi'), '404', 'NoSuchBucket')
  refused(await admin.storage.createBucket('essais'), '409', 'BucketAlreadyExists')
  refused(await admin.storage.createBucket('../x'), '400', 'InvalidBucketName')
  refused(await finance.storage.createBucket('pas-a-moi'), '403', 'AccessDenied')
  refused(await admin.storage.deleteBucket('projets'), '409')
  assert.deepEqual(taken(await anon.storage.listBuckets()).map(bucket => bucket.id), ['vitrine'])
})

test('a file goes up as text, buffer, blob, form and stream, and comes back the same', async () => {
  const sent = taken(await files.upload('formes/texte.txt', 'Bonjour à tous', { metadata: { lot: 'Gros œuvre' }, cacheControl: '60' }))
  assert.equal(sent.fullPath, 'essais/formes/texte.txt')
  assert.ok(sent.id)
  assert.equal(await taken(await files.download('formes/texte.txt')).text(), 'Bonjour à tous')
  taken(await files.upload('formes/tampon.png', png, { contentType: 'image/png' }))
  assert.deepEqual(await bytes(taken(await files.download('formes/tampon.png'))), png)
  taken(await files.upload('formes/blob.png', new Blob([png], { type: 'image/png' }), { cacheControl: '120', metadata: { vue: 'nord' } }))
  const info = taken(await files.info('formes/blob.png'))
  assert.equal(info.contentType, 'image/png')
  assert.equal(info.size, png.length)
  assert.equal(info.cacheControl, 'max-age=120')
  assert.deepEqual(info.metadata, { vue: 'nord' })
  assert.ok(info.etag && info.lastModified && info.createdAt && info.bucketId === 'essais' && info.version)
  const form = new FormData()
  form.append('', new Blob(['par un formulaire'], { type: 'text/plain' }), 'x.txt')
  taken(await files.upload('formes/formulaire.txt', form))
  assert.equal(await taken(await files.download('formes/formulaire.txt')).text(), 'par un formulaire')
  taken(await files.upload('formes/flux.txt', new Blob(['au fil de l’eau']).stream(), { duplex: 'half', contentType: 'text/plain' }))
  assert.equal(await taken(await files.download('formes/flux.txt')).text(), 'au fil de l’eau')
  taken(await files.upload('formes/été à Yaoundé (1).txt', 'accents'))
  assert.equal(await taken(await files.download('formes/été à Yaoundé (1).txt')).text(), 'accents')
})

test('a taken name is refused, replaced by upsert and by update', async () => {
  taken(await files.upload('deux.txt', 'un'))
  refused(await files.upload('deux.txt', 'deux'), '409', 'KeyAlreadyExists')
  taken(await files.upload('deux.txt', 'deux', { upsert: true }))
  assert.equal(await taken(await files.download('deux.txt')).text(), 'deux')
  taken(await files.update('deux.txt', 'trois'))
  assert.equal(await taken(await files.download('deux.txt')).text(), 'trois')
})

test('what a bucket does not take is refused: size, type, what is not what it says, names', async () => {
  refused(await files.upload('gros.txt', 'x'.repeat(1_000_001)), '413', 'EntityTooLarge')
  refused(await files.upload('gros.txt', new Blob(['x'.repeat(1_000_001)], { type: 'text/plain' })), '413', 'EntityTooLarge')
  refused(await files.upload('photo.pdf', '%PDF-1.7\n%âãÏÓ', { contentType: 'application/pdf' }), '415', 'InvalidMimeType')
  refused(await files.upload('faux.png', '<html><script>alert(1)</script></html>', { contentType: 'image/png' }), '415', 'InvalidMimeType')
  refused(await files.upload('a\u202Egpj.txt', 'x'), '400', 'InvalidKey')
  refused(await files.copy('deux.txt', 'a\\b.txt'), '400', 'InvalidKey')
  refused(await files.move('deux.txt', '../../x'), '400', 'InvalidKey')
  refused(await finance.storage.from('nulle-part').upload('x.txt', 'x'), '404', 'NoSuchBucket')
})

test('what is not there, or not the caller’s, is not found; exists says so without an error', async () => {
  refused(await files.download('rien.txt'), '404', 'NoSuchKey')
  refused(await files.info('rien.txt'), '404', 'NoSuchKey')
  assert.equal((await files.exists('rien.txt')).data, false)
  assert.equal((await files.exists('deux.txt')).data, true)
  const commercial = (await as('commercial')).storage.from('essais')
  assert.equal((await commercial.exists('deux.txt')).data, false)
  refused(await commercial.upload('deux.txt', 'x', { upsert: true }), '403', 'AccessDenied')
  refused(await anon.storage.from('essais').upload('anonyme.txt', 'x'), '404', 'NoSuchBucket')
  refused(await anon.storage.from('vitrine').upload('anonyme.txt', 'x'), '403', 'AccessDenied')
})

test('a listing shows folders and files, sorts, pages and searches', async () => {
  for (const name of ['c.txt', 'a.txt', 'b.txt', 'sous/1.txt', 'sous/2.txt', 'Zoo/1.txt']) taken(await files.upload(`liste/${name}`, name))
  const names = async options => taken(await files.list('liste', options)).map(file => file.name)
  assert.deepEqual(await names(), ['Zoo', 'a.txt', 'b.txt', 'c.txt', 'sous'])
  assert.deepEqual(await names({ sortBy: { column: 'name', order: 'desc' } }), ['sous', 'c.txt', 'b.txt', 'a.txt', 'Zoo'])
  assert.deepEqual(await names({ limit: 2, offset: 1 }), ['a.txt', 'b.txt'])
  assert.deepEqual(await names({ search: 'B' }), ['b.txt'])
  assert.deepEqual((await names({ sortBy: { column: 'created_at', order: 'asc' } })).slice(-3), ['c.txt', 'a.txt', 'b.txt'])
  const [folder, file] = taken(await files.list('liste'))
  assert.deepEqual(folder, { name: 'Zoo', id: null, updated_at: null, created_at: null, last_accessed_at: null, metadata: null })
  assert.ok(file.id && file.metadata.eTag && file.metadata.size === 5 && file.metadata.mimetype.startsWith('text/plain'))
  assert.deepEqual(taken(await files.list('nulle-part')), [])

  const first = taken(await files.listV2({ prefix: 'liste/', limit: 2, with_delimiter: true }))
  assert.deepEqual([first.hasNext, first.folders.map(one => one.name), first.objects.map(one => one.name)], [true, ['liste/Zoo/'], ['liste/a.txt']])
  const rest = taken(await files.listV2({ prefix: 'liste/', with_delimiter: true, cursor: first.nextCursor }))
  assert.deepEqual([rest.hasNext, rest.folders.map(one => one.name), rest.objects.map(one => one.name)], [false, ['liste/sous/'], ['liste/b.txt', 'liste/c.txt']])
  const flat = []
  for (let cursor, page; !page || page.hasNext; cursor = page.nextCursor) flat.push(...(page = taken(await files.listV2({ prefix: 'liste/', limit: 4, cursor }))).objects.map(one => one.name))
  assert.deepEqual(flat, ['Zoo/1.txt', 'a.txt', 'b.txt', 'c.txt', 'sous/1.txt', 'sous/2.txt'].map(name => `liste/${name}`))
})

test('files are moved, copied and removed', async () => {
  taken(await files.upload('avant.txt', 'contenu'))
  assert.equal(taken(await files.move('avant.txt', 'apres/ici.txt')).message, 'Successfully moved')
  assert.equal(taken(await files.copy('apres/ici.txt', 'copie.txt')).path, 'essais/copie.txt')
  assert.equal(await taken(await files.download('copie.txt')).text(), 'contenu')
  refused(await files.copy('apres/ici.txt', 'copie.txt'), '409', 'KeyAlreadyExists')
  refused(await files.move('avant.txt', 'x.txt'), '404', 'NoSuchKey')
  taken(await files.copy('copie.txt', 'la-bas.txt', { destinationBucket: 'vitrine' }))
  assert.deepEqual(taken(await files.remove(['copie.txt', 'apres/ici.txt', 'rien.txt'])).map(file => file.name).sort(), ['apres/ici.txt', 'copie.txt'])
  assert.equal((await files.exists('copie.txt')).data, false)
})

test('a signed link opens its one file, as a download where asked, and no altered one does', async () => {
  taken(await files.upload('signe/plan.txt', 'plan'))
  const { signedUrl } = taken(await files.createSignedUrl('signe/plan.txt', 60))
  assert.equal(await (await fetch(signedUrl)).text(), 'plan')
  const { signedUrl: named } = taken(await files.createSignedUrl('signe/plan.txt', 60, { download: 'Plan été.txt' }))
  assert.match((await fetch(named)).headers.get('content-disposition'), /^attachment; .*filename\*=UTF-8''Plan%20%C3%A9t%C3%A9\.txt/)
  for (const wrong of [signedUrl + 'x', signedUrl.replace('plan.txt', 'autre.txt'), signedUrl.replace(/token=.*/, ''), signedUrl.replace(/\.[^.]*\.([^.]*)$/, '.e30.$1')]) {
    const answer = await fetch(wrong)
    assert.equal(answer.status, 400)
    assert.equal((await answer.json()).code, 'InvalidJWT')
  }
  taken(await files.upload('signe/été n° 1.txt', 'accents'))
  assert.equal(await (await fetch(taken(await files.createSignedUrl('signe/été n° 1.txt', 60)).signedUrl)).text(), 'accents')
  const many = taken(await files.createSignedUrls(['signe/plan.txt', 'rien.txt'], 60))
  assert.deepEqual(many.map(one => [one.error, one.path]), [[null, 'signe/plan.txt'], ['Either the object does not exist or you do not have access to it', 'rien.txt']])
  assert.equal(await (await fetch(many[0].signedUrl)).text(), 'plan')
  refused(await files.createSignedUrl('rien.txt', 60), '404', 'NoSuchKey')
})

test('a signed upload takes one file, under its name', async () => {
  const { token, path } = taken(await files.createSignedUploadUrl('envoi/ici.txt'))
  const given = anon.storage.from('essais')
  assert.equal(taken(await given.uploadToSignedUrl(path, token, 'envoyé')).fullPath, 'essais/envoi/ici.txt')
  assert.equal(await taken(await files.download('envoi/ici.txt')).text(), 'envoyé')
  refused(await given.uploadToSignedUrl(path, token, 'encore'), '409', 'KeyAlreadyExists')
  refused(await given.uploadToSignedUrl('envoi/ailleurs.txt', token, 'x'), '400', 'InvalidJWT')
  const again = taken(await files.createSignedUploadUrl('envoi/ici.txt', { upsert: true }))
  taken(await given.uploadToSignedUrl(again.path, again.token, 'remplacé'))
  refused(await files.createSignedUploadUrl('envoi/ici.txt'), '409', 'KeyAlreadyExists')
})

test('a public file is everybody’s; a private one is not on the public way', async () => {
  taken(await service.storage.from('vitrine').upload('logo.png', png, { contentType: 'image/png', cacheControl: '3600' }))
  const { data: { publicUrl } } = anon.storage.from('vitrine').getPublicUrl('logo.png')
  const answer = await fetch(publicUrl)
  assert.equal(answer.headers.get('cache-control'), 'max-age=3600')
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), png)
  assert.equal((await fetch(anon.storage.from('essais').getPublicUrl('deux.txt').data.publicUrl)).status, 400)
})

test('parts, conditions and HEAD are answered as HTTP has them', async () => {
  taken(await service.storage.from('vitrine').upload('chiffres.txt', '0123456789'))
  const url = anon.storage.from('vitrine').getPublicUrl('chiffres.txt').data.publicUrl
  const get = (headers, method = 'GET') => fetch(url, { method, headers })
  const whole = await get({})
  const etag = whole.headers.get('etag'), modified = whole.headers.get('last-modified')
  assert.equal(whole.headers.get('accept-ranges'), 'bytes')
  for (const [range, text, content] of [['bytes=2-4', '234', 'bytes 2-4/10'], ['bytes=7-', '789', 'bytes 7-9/10'], ['bytes=-3', '789', 'bytes 7-9/10'], ['bytes=0-99', '0123456789', 'bytes 0-9/10']]) {
    const part = await get({ range })
    assert.deepEqual([part.status, part.headers.get('content-range'), await part.text()], [206, content, text])
  }
  const beyond = await get({ range: 'bytes=10-' })
  assert.deepEqual([beyond.status, beyond.headers.get('content-range')], [416, 'bytes */10'])
  assert.equal((await get({ 'if-none-match': `"x", ${etag}` })).status, 304)
  assert.equal((await get({ 'if-none-match': '"x"' })).status, 200)
  assert.equal((await get({ 'if-modified-since': modified })).status, 304)
  assert.equal((await get({ 'if-modified-since': modified, 'if-none-match': '"x"' })).status, 200)
  assert.equal((await get({ 'if-match': '"x"' })).status, 412)
  assert.equal((await get({ range: 'bytes=0-1', 'if-range': etag })).status, 206)
  assert.equal((await get({ range: 'bytes=0-1', 'if-range': '"x"' })).status, 200)
  const head = await get({}, 'HEAD')
  assert.deepEqual([head.status, head.headers.get('content-length'), head.headers.get('etag')], [200, '10', etag])
})

test('an image comes in another size, by each of the three ways, and nothing else does', async () => {
  const size = buffer => [buffer.readUInt32BE(16), buffer.readUInt32BE(20)]
  const transform = { width: 20, height: 10, resize: 'fill', quality: 60, format: 'origin' }
  taken(await files.upload('tailles/point.png', png, { contentType: 'image/png' }))
  assert.deepEqual(size(await bytes(taken(await files.download('tailles/point.png', { transform })))), [20, 10])
  const { signedUrl } = taken(await files.createSignedUrl('tailles/point.png', 60, { transform }))
  assert.deepEqual(size(Buffer.from(await (await fetch(signedUrl)).arrayBuffer())), [20, 10])
  taken(await service.storage.from('vitrine').upload('point.png', png, { contentType: 'image/png' }))
  const { publicUrl } = anon.storage.from('vitrine').getPublicUrl('point.png', { transform }).data
  const shown = await fetch(publicUrl)
  assert.equal(shown.headers.get('content-type'), 'image/png')
  assert.deepEqual(size(Buffer.from(await shown.arrayBuffer())), [20, 10])
  const best = await fetch(publicUrl.replace('&format=origin', ''), { headers: { accept: 'image/avif,image/webp,*/*' } })
  assert.equal(best.headers.get('content-type'), 'image/webp')
  taken(await files.upload('tailles/texte.txt', 'texte'))
  assert.ok((await files.download('tailles/texte.txt', { transform })).error)
  assert.ok((await admin.storage.from('projets').download('chantier/1/rien.png', { transform })).error)
  assert.ok((await anon.storage.from('essais').download('tailles/point.png', { transform })).error)
})

test('pages and drawings are saved, never shown', async () => {
  const free = service.storage.from('vitrine')
  taken(await free.upload('page.html', '<html><script>1</script></html>', { contentType: 'text/html' }))
  taken(await free.upload('dessin.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', { contentType: 'image/svg+xml' }))
  for (const name of ['page.html', 'dessin.svg']) {
    const answer = await fetch(free.getPublicUrl(name).data.publicUrl)
    assert.match(answer.headers.get('content-disposition'), /^attachment/)
    assert.match(answer.headers.get('content-security-policy'), /sandbox/)
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
  }
})

const send = (content, options) => new Promise((resolve, reject) => {
  const upload = new tus.Upload(content, {
    endpoint: `${API_URL}/storage/v1/upload/resumable`,
    retryDelays: [0, 100],
    chunkSize: 1024 * 1024,
    ...options,
    metadata: { bucketName: 'vitrine', contentType: 'application/octet-stream', cacheControl: '3600', ...options.metadata },
    onError: reject,
    onSuccess: () => resolve(upload),
  })
  upload.start()
})
const bearer = async supabase => ({ authorization: `Bearer ${(await supabase.auth.getSession()).data.session.access_token}`, apikey: ANON_KEY })

test('tus-js-client sends a file in parts, with and without data at its creation', async () => {
  const content = randomBytes(3_500_000)
  for (const uploadDataDuringCreation of [false, true]) {
    const objectName = `parties/${uploadDataDuringCreation}.bin`
    await send(content, { headers: await bearer(admin), uploadDataDuringCreation, metadata: { objectName, metadata: JSON.stringify({ lot: 3 }) } })
    const back = await bytes(taken(await admin.storage.from('vitrine').download(objectName)))
    assert.equal(createHash('sha256').update(back).digest('hex'), createHash('sha256').update(content).digest('hex'))
    const info = taken(await admin.storage.from('vitrine').info(objectName))
    assert.deepEqual([info.cacheControl, info.metadata], ['max-age=3600', { lot: 3 }])
  }
  await assert.rejects(send(content, { headers: await bearer(admin), metadata: { objectName: 'parties/true.bin' } }), error => error.originalResponse.getStatus() === 409)
  await send(randomBytes(10), { headers: { ...(await bearer(admin)), 'x-upsert': 'true' }, metadata: { objectName: 'parties/true.bin' } })
  await assert.rejects(send(content, { headers: { apikey: ANON_KEY }, metadata: { objectName: 'parties/anon.bin' } }), error => error.originalResponse.getStatus() === 403)
})

test('tus-js-client sends by a signed upload, goes on where it stood, and gives up', async () => {
  const { token } = taken(await admin.storage.from('vitrine').createSignedUploadUrl('parties/signe.bin'))
  const options = { endpoint: `${API_URL}/storage/v1/upload/resumable/sign`, headers: { 'x-signature': token }, metadata: { objectName: 'parties/signe.bin' } }
  await assert.rejects(send(randomBytes(10), { ...options, metadata: { objectName: 'parties/autre.bin' } }), error => error.originalResponse.getStatus() === 400)
  await send(randomBytes(2_000_000), options)

  const headers = { ...(await bearer(admin)), 'tus-resumable': '1.0.0' }
  const described = Object.entries({ bucketName: 'vitrine', objectName: 'parties/reprise.bin' }).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`).join(',')
  const begun = await fetch(`${API_URL}/storage/v1/upload/resumable`, { method: 'POST', headers: { ...headers, 'upload-length': '8', 'upload-metadata': described } })
  assert.equal(begun.status, 201)
  const location = new URL(begun.headers.get('location'), API_URL)
  const patch = (offset, body) => fetch(location, { method: 'PATCH', headers: { ...headers, 'upload-offset': `${offset}`, 'content-type': 'application/offset+octet-stream' }, body })
  assert.equal((await patch(0, 'abcd')).headers.get('upload-offset'), '4')
  assert.equal((await patch(0, 'abcd')).status, 409)
  const head = await fetch(location, { method: 'HEAD', headers })
  assert.deepEqual([head.status, head.headers.get('upload-offset'), head.headers.get('upload-length'), head.headers.get('cache-control')], [200, '4', '8', 'no-store'])
  assert.equal((await fetch(location, { method: 'HEAD', headers: { ...headers, ...(await bearer(finance)) } })).status, 404)
  assert.equal((await patch(4, 'efghi')).status, 413)
  assert.equal((await fetch(location, { method: 'DELETE', headers })).status, 204)
  assert.equal((await fetch(location, { method: 'HEAD', headers })).status, 404)
  assert.equal((await fetch(`${API_URL}/storage/v1/upload/resumable`, { method: 'POST', headers: { ...headers, 'tus-resumable': '0.2' } })).status, 412)
  const asked = await fetch(`${API_URL}/storage/v1/upload/resumable`, { method: 'OPTIONS' })
  assert.equal(asked.status, 204)
  assert.equal(asked.headers.get('tus-extension'), 'creation,creation-with-upload,termination,expiration')
})

test('nothing of schema storage is to be had by the data API', async () => {
  for (const table of ['objects', 'buckets', 'blobs', 'file_facts']) {
    assert.equal((await service.schema('storage').from(table).select()).error.code, 'PGRST106')
    assert.equal((await service.from(table).select()).error.code, 'PGRST205')
  }
})
