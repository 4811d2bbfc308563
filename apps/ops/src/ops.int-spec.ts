import { randomUUID } from 'node:crypto';

import type { INestApplication } from '@nestjs/common';

import { NoticeStore, type Standing } from '#data';
import { createTestDatabase, queueBackends, testAccount, type TestDatabase, waitUntil } from '#testing';

import { startOps } from '../test/start-ops.ts';
import { writeDeadLetter } from '../test/write-dead-letter.ts';
import type { OpsState } from './state/ops-state.ts';

const opsToken = 'the-token-of-the-operator';
const readToken = 'the-token-of-a-reader';

describe.each(queueBackends)('the page for people on call, with queues in $name', (backend) => {
  let database: TestDatabase;
  let app: INestApplication;
  let url: string;

  async function start(settings: Record<string, string> = {}): Promise<void> {
    app = await startOps(backend.config(database.url), {
      OPS_TOKEN: opsToken,
      OPS_READ_TOKEN: readToken,
      ...settings,
    });
    url = await app.getUrl();
  }

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  beforeEach(async () => {
    await database.query('TRUNCATE contact, audit_entry, webhook_notice CASCADE');
    await start();
  });
  afterEach(() => app.close());
  afterAll(() => database.drop());

  const ask = (path: string, init: RequestInit & { token?: string } = {}): Promise<Response> => {
    const { token, headers, ...rest } = init;
    return fetch(url + path, {
      redirect: 'manual',
      ...rest,
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...(headers as Record<string, string>) },
    });
  };
  const logIn = (token: string, headers: Record<string, string> = {}): Promise<Response> =>
    ask('/login', {
      method: 'POST',
      body: new URLSearchParams({ token }),
      headers: { origin: url, ...headers },
    });
  const cookieOf = (response: Response): string => response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const stateNow = async (): Promise<OpsState> =>
    (await (await ask('/api/state', { token: opsToken })).json()) as OpsState;
  const audit = (): Promise<{ act: string; actor: string; detail: unknown }[]> =>
    database.query('SELECT act, actor, detail FROM audit_entry ORDER BY at, id');

  const deadLetter = (code?: number): Promise<string> => writeDeadLetter(database, code);

  describe('access', () => {
    it('is asked for by every page and every answer but health', async () => {
      for (const path of ['/api/state', '/dead-letters', '/queues/api/queues', '/queues', '/nothing']) {
        expect([path, (await ask(path)).status]).toEqual([path, 401]);
      }
      expect((await ask('/health/live')).status).toBe(200);
    });

    it('sends a browser to the login form', async () => {
      const response = await ask('/', { headers: { accept: 'text/html' } });

      expect([response.status, response.headers.get('location')]).toEqual([303, '/login']);
    });

    it('begins a session that scripts cannot read, and that ends', async () => {
      const response = await logIn(opsToken);

      expect(response.status).toBe(303);
      const [cookie] = response.headers.getSetCookie();
      expect(cookie).toMatch(/; Max-Age=43200; Path=\/; Expires=.*; HttpOnly; SameSite=Strict$/);
      expect(cookie).not.toContain(opsToken);
      expect((await ask('/api/state', { headers: { cookie: cookieOf(response) } })).status).toBe(200);
    });

    it('sends the cookie back over https alone where it came that way', async () => {
      const response = await logIn(opsToken, { 'x-forwarded-proto': 'https' });

      expect(response.headers.getSetCookie()[0]).toContain('; Secure');
      expect(response.headers.get('strict-transport-security')).toBeTruthy();
    });

    it('refuses a session that was changed', async () => {
      const cookie = cookieOf(await logIn(readToken)).replace('reader', 'operator');

      expect((await ask('/api/state', { headers: { cookie } })).status).toBe(401);
    });

    it('refuses wrong tokens, and looks at none any more after ten', async () => {
      for (let at = 0; at < 10; at++) expect((await logIn('a-wrong-token')).status).toBe(401);

      const refused = await logIn(opsToken);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800);
      expect(await refused.text()).toMatch(
        /<p class="wrong" role="alert">Too many .* in \d+ minutes\.<\/p>[^]*<form/,
      );
      const byProgram = await ask('/api/state', { token: opsToken });
      expect([byProgram.status, await byProgram.json()]).toEqual([
        429,
        { error: expect.stringContaining('Too many wrong tokens') },
      ]);
    });

    it('lets in whoever has the token, while somebody else guesses', async () => {
      const from = (address: string, token: string): Promise<Response> =>
        logIn(token, { 'x-forwarded-for': address });
      await app.close();
      await start({ OPS_TRUSTED_PROXIES: '127.0.0.0/8' });
      for (let at = 0; at < 110; at++) await from(`192.0.2.${at}`, 'a-wrong-token');

      expect((await from('192.0.2.9', opsToken)).status).toBe(429);
      expect((await from('198.51.100.1', opsToken)).status).toBe(303);
    });

    it('believes nobody else who is said to have sent it', async () => {
      for (let at = 0; at < 10; at++) await logIn('a-wrong-token', { 'x-forwarded-for': `192.0.2.${at}` });

      expect((await logIn(opsToken, { 'x-forwarded-for': '198.51.100.1' })).status).toBe(429);
    });

    it('takes no act from a page of another site', async () => {
      const cookie = cookieOf(await logIn(opsToken));
      const act = (headers: Record<string, string>): Promise<Response> =>
        ask('/api/queues/intent/pause', { method: 'POST', headers: { cookie, ...headers } });

      expect((await act({})).status).toBe(403);
      expect((await act({ origin: 'https://evil.example' })).status).toBe(403);
      expect((await act({ origin: url, 'sec-fetch-site': 'same-site' })).status).toBe(403);
      expect((await logIn(opsToken, { origin: 'https://evil.example' })).status).toBe(403);
      expect(await audit()).toEqual([]);
      expect((await act({ origin: url, 'sec-fetch-site': 'same-origin' })).status).toBe(204);
    });

    it('lets a reader look, and change nothing', async () => {
      expect((await ask('/api/state', { token: readToken })).status).toBe(200);
      const acts = ['/api/queues/intent/pause', '/dead-letters/replay', '/queues/api/queues/intent/pause'];
      for (const path of acts) {
        const method = path.startsWith('/queues') ? 'PUT' : 'POST';
        expect([path, (await ask(path, { method, token: readToken })).status]).toEqual([path, 403]);
      }
      expect(await audit()).toEqual([]);
    });

    it('lets no other site use its pages', async () => {
      const { headers } = await ask('/login');

      expect(headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; script-src 'self'; style-src 'self'; .*frame-ancestors 'none'$/,
      );
      expect(headers.get('cache-control')).toBe('no-store');
    });
  });

  it('counts nobody as waiting whose answer is put off', async () => {
    const person = randomUUID();
    await database.query(
      `WITH person AS (INSERT INTO contact (id, updated_at) VALUES ($1, now()) RETURNING id)
      INSERT INTO outbound_message (id, contact_id, body_sealed, status, created_at, relay_after, not_before)
      SELECT gen_random_uuid(), id, 'sealed', 'queued', now() - interval '1 hour', now(), now() + interval '1 hour' FROM person`,
      [person],
    );
    const standingOnce = (what: string, isSo: (one: Standing) => boolean): Promise<Standing> =>
      waitUntil(what, async () => {
        const standing = (await stateNow()).database?.standing;
        return standing && isSo(standing) && standing;
      });
    expect(await standingOnce('it is seen', ({ putOff }) => putOff === 1)).toMatchObject({
      peopleWaiting: 0,
      peopleLate: 0,
      toSend: 0,
    });

    await database.query('UPDATE outbound_message SET not_before = NULL');
    await standingOnce('it is awaited', ({ peopleLate }) => peopleLate === 1);

    // WhatsApp had taken it, and dropped it later: what repeats it waits since it could leave.
    await database.query(
      `WITH failed AS (UPDATE outbound_message SET status = 'failed', failed_at = now(), dismissed_at = now() WHERE contact_id = $1 RETURNING id)
      INSERT INTO outbound_message (id, contact_id, body_sealed, retry_of_id, retry_number, created_at, relay_after, not_before)
      SELECT gen_random_uuid(), $1, 'sealed', id, 1, now() - interval '1 hour', now(), now() + interval '1 hour' FROM failed`,
      [person],
    );
    await standingOnce('nobody waits', ({ peopleWaiting }) => peopleWaiting === 0);
    await database.query(
      "UPDATE outbound_message SET not_before = now() - interval '2 minutes' WHERE status = 'queued'",
    );
    const { waitingSince } = await standingOnce('it is awaited', ({ peopleLate }) => peopleLate === 1);
    expect(Date.now() - new Date(waitingSince!).getTime()).toBeLessThan(3_600_000 / 2);
  });

  describe('acts', () => {
    it('pauses a queue and resumes it, and writes down who did', async () => {
      expect((await ask('/api/queues/intent/pause', { method: 'POST', token: opsToken })).status).toBe(204);
      await waitUntil('it is seen to be paused', async () => {
        const { troubles } = await stateNow();
        return troubles.some(({ id }) => id === 'queue-paused-intent');
      });

      expect((await ask('/api/queues/intent/resume', { method: 'POST', token: opsToken })).status).toBe(204);
      await waitUntil('it goes on', async () => {
        const { queues } = await stateNow();
        return queues.every(({ isPaused }) => !isPaused);
      });
      expect(await audit()).toEqual(
        ['pause', 'resume'].map((act) => ({ act, actor: 'ops (operator)', detail: { name: 'intent' } })),
      );
    });

    it('settles what WhatsApp said of the account', async () => {
      const notices = app.get(NoticeStore, { strict: false });
      const tell = (state: string, receivedAt = new Date()): Promise<unknown> =>
        notices.record({
          noticeKey: randomUUID(),
          field: 'account_update',
          reason: 'account',
          body: JSON.stringify({ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: state } }),
          receivedAt,
        });
      await tell('SCHEDULE_FOR_DISABLE', new Date(Date.now() - 2));
      await tell('DISABLE', new Date(Date.now() - 1));
      const ofAccount = async (): Promise<OpsState['troubles']> =>
        (await stateNow()).troubles.filter(({ id }) => id.startsWith('account-'));
      const [trouble, ...others] = await waitUntil('it is told', async () => {
        const found = await ofAccount();
        return found.length > 0 && found;
      });
      expect([trouble?.title, others]).toEqual(['WhatsApp bans the account (DISABLED_UPDATE DISABLE)', []]);
      const path = trouble?.act?.path ?? '';

      expect((await ask(path, { method: 'POST', token: readToken })).status).toBe(403);
      // What comes after the page was looked at is not settled with it.
      await tell('SCHEDULE_FOR_DISABLE', new Date());
      expect((await ask(path, { method: 'POST', token: opsToken })).status).toBe(204);

      expect((await ask(path, { method: 'POST', token: opsToken })).status).toBe(404);
      const later = await waitUntil('the new one is told', async () => {
        const found = await ofAccount();
        return found.length > 0 && found[0]?.act?.path !== path && found;
      });
      expect(later.map(({ title }) => title)).toEqual([
        'WhatsApp bans the account (DISABLED_UPDATE SCHEDULE_FOR_DISABLE)',
      ]);
      expect((await ask(later[0]?.act?.path ?? '', { method: 'POST', token: opsToken })).status).toBe(204);
      await waitUntil('it is told no more', async () => (await ofAccount()).length === 0);
      const settled = {
        act: 'settle',
        actor: 'ops (operator)',
        detail: { field: 'account_update', event: 'DISABLED_UPDATE' },
      };
      expect(await audit()).toEqual([settled, settled]);
    });

    it('knows no other queue', async () => {
      expect((await ask('/api/queues/other/pause', { method: 'POST', token: opsToken })).status).toBe(404);
      expect(await audit()).toEqual([]);
    });
  });

  describe('dead letters', () => {
    const post = (path: string, body: object): Promise<Response> =>
      ask(path, {
        method: 'POST',
        token: opsToken,
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      });

    it('are listed page by page, each with its reason', async () => {
      for (let at = 0; at < 3; at++) await deadLetter();
      const seen: string[] = [];
      let next: string | null = '';
      for (let page = 0; next !== null && page < 5; page++) {
        const response = await ask(`/dead-letters?limit=2${next && `&after=${next}`}`, { token: readToken });
        const answer = (await response.json()) as {
          deadLetters: { id: string; reason: string }[];
          next: string | null;
        };
        seen.push(...answer.deadLetters.map(({ id }) => id));
        ({ next } = answer);
      }

      expect(new Set(seen).size).toBe(3);
      expect(seen).toHaveLength(3);
    });

    it('name nobody, whatever the reason says', async () => {
      const id = await deadLetter(1);
      await database.query(
        `UPDATE outbound_message SET error_code = NULL, failure = 'no reply to +16505551234 ("Sheena Nelson")' WHERE id = $1`,
        [id],
      );

      expect(await (await ask('/dead-letters', { token: readToken })).json()).toMatchObject({
        deadLetters: [{ reason: 'no reply to +*** ("***")' }],
      });
    });

    it('are dismissed where nothing can be done', async () => {
      const id = await deadLetter();

      expect((await post(`/dead-letters/${id}/dismiss`, {})).status).toBe(204);
      expect((await post(`/dead-letters/${id}/dismiss`, {})).status).toBe(404);
      expect((await (await ask('/dead-letters', { token: readToken })).json()) as object).toEqual({
        deadLetters: [],
        next: null,
      });
      expect(await audit()).toEqual([{ act: 'dismiss', actor: 'ops (operator)', detail: {} }]);
    });

    it('are replayed one by one', async () => {
      const id = await deadLetter();

      const answer = (await (await post(`/dead-letters/${id}/replay`, {})).json()) as object;

      expect(answer).toEqual({ replayed: 1, results: [{ id, replayed: true }] });
      expect(await database.query('SELECT status FROM outbound_message')).toEqual([{ status: 'queued' }]);
      expect(await audit()).toMatchObject([{ act: 'replay', actor: 'ops (operator)' }]);
    });

    it('that the person was told about are sent only when somebody insists', async () => {
      const id = await deadLetter();
      const toldAt = '2026-11-21T12:30:00.000Z';
      await database.query('UPDATE outbound_message SET failed_at = $1, told_at = $1', [toldAt]);
      const path = `/dead-letters/${id}/replay`;

      expect(await (await ask('/dead-letters', { token: readToken })).json()).toMatchObject({
        deadLetters: [{ id, toldAt, canReplay: true, isDoubtful: true, mayHaveArrived: false }],
      });
      expect(await (await post(path, {})).json()).toEqual({
        replayed: 0,
        results: [{ id, replayed: false, why: expect.stringContaining(`told on ${toldAt}`) }],
      });
      expect(await (await post('/dead-letters/replay', { all: true })).json()).toMatchObject({ replayed: 0 });
      expect(await (await post(path, { force: true })).json()).toMatchObject({ replayed: 1 });
    });

    it('are replayed all together, those of a code', async () => {
      await deadLetter(131_049);
      await deadLetter(131_026);

      const answer = (await (
        await post('/dead-letters/replay', { all: true, code: 131_026 })
      ).json()) as object;

      expect(answer).toMatchObject({ replayed: 1 });
    });

    it.each([
      'code=99999999999',
      'since=0000-01-01T00:00:00Z',
      `after=1_${'-'.repeat(36)}`,
      'after=9999999999999999_01935f3e-0000-7000-8000-123456789012',
    ])('are not listed for %s, which nobody can look for', async (parameters) => {
      const { status } = await ask(`/dead-letters?${parameters}`, {
        token: readToken,
        headers: { accept: 'application/json' },
      });

      expect(status).toBe(400);
    });

    it('are not replayed for a wish that cannot be read', async () => {
      expect((await post('/dead-letters/replay', {})).status).toBe(400);
      expect((await post('/dead-letters/replay', { all: true, code: 99_999_999_999 })).status).toBe(400);
      expect((await post('/dead-letters/no-id/replay', {})).status).toBe(400);
    });
  });

  describe('state', () => {
    it('names what does not run, and what to press', async () => {
      const state = await waitUntil('all that runs is seen', async () => {
        const seen = await stateNow();
        return seen.causes.database === 'ok' && seen.causes.redis === 'ok' && seen;
      });

      expect(state.headline).toMatch(/^The app ingress does not run/);
      expect(state.press).toContain('docker compose up -d ingress');
      expect(state.waiting.words).toBe('Nobody waits for an answer.');
      expect(state.causes.us).toBe('failing');
    });

    it('tells of the circuit breaker why and since when, and lets somebody try', async () => {
      await database.query(
        `INSERT INTO number_limit (phone_number_id, second_counts, minute_counts, day_counts, people_counts, opened_at, opened_by, probe_at)
        VALUES ($1, '{}', '{}', '{}', '{}', '2026-01-02T03:04:05Z', 131031, now() + interval '1 hour')
        ON CONFLICT (phone_number_id) DO UPDATE SET opened_at = EXCLUDED.opened_at, opened_by = EXCLUDED.opened_by, probe_at = EXCLUDED.probe_at`,
        [testAccount.phoneNumberId],
      );
      const found = await waitUntil('it is told', async () =>
        (await stateNow()).troubles.find(({ id }) => id === 'whatsapp-stopped'),
      );
      expect(found).toMatchObject({
        cause: 'us',
        since: '2026-01-02T03:04:05.000Z',
        act: { path: '/api/whatsapp/probe' },
      });
      expect((await ask('/api/whatsapp/probe', { method: 'POST', token: opsToken })).status).toBe(204);
      expect(await database.query('SELECT probe_at <= now() AS due FROM number_limit')).toEqual([
        { due: true },
      ]);
      await database.query('UPDATE number_limit SET opened_at = NULL');
    });

    it('counts as sent in a minute what left in it, whenever it was written', async () => {
      await database.query(
        `INSERT INTO number_limit (phone_number_id, second_counts, day_counts, people_counts, minute_part, minute_counts)
        SELECT $1, '{}', '{}', '{}', floor(extract(epoch FROM now()) * 1000 / 600), array_fill(0, ARRAY[100]) || 125
        ON CONFLICT (phone_number_id) DO UPDATE SET minute_part = EXCLUDED.minute_part, minute_counts = EXCLUDED.minute_counts`,
        [testAccount.phoneNumberId],
      );

      // Of 250.
      await waitUntil('it is charted', async () => (await stateNow()).history.at(-1)?.limitPercent === 50);
    });

    it('tells people who wait from those who are just being answered', async () => {
      // One has only just written, however slow the machine is.
      for (const seconds of [-60, 100]) {
        await database.query(
          `WITH person AS (INSERT INTO contact (id, updated_at) VALUES ($1, now()) RETURNING id)
          INSERT INTO inbound_message (id, contact_id, wamid_blind_index, wamid_sealed, kind, sent_at, received_at)
          SELECT $2, id, $3, '', 'text', now(), now() - $4 * interval '1 second' FROM person`,
          [randomUUID(), randomUUID(), randomUUID(), seconds],
        );
      }
      const state = await waitUntil('both are seen', async () => {
        const seen = await stateNow();
        return seen.database?.standing.peopleWaiting === 2 && seen;
      });

      expect(state.waiting).toMatchObject({ people: 1, words: '1 person waits for an answer.' });
    });
  });

  it('shows notices, and nobody in them', async () => {
    const notices = app.get(NoticeStore, { strict: false });
    for (const [field, event] of [
      ['flows', '16505551234'],
      ['security', 'PIN_OF_16505551234'],
    ] as const) {
      const body = JSON.stringify({ event });
      await notices.record({
        noticeKey: randomUUID(),
        field,
        reason: 'account',
        body,
        receivedAt: new Date(),
      });
    }

    const { database: seen, troubles } = await waitUntil('they are seen', async () => {
      const state = await stateNow();
      return state.database?.notices.length === 2 && state;
    });
    expect(JSON.stringify([seen?.notices, seen?.account, troubles])).not.toContain('6505551234');
    expect(seen?.notices.map(({ event }) => event).toSorted()).toEqual(['***', 'PIN_OF_***']);
  });

  it('reports on the health of all queues', async () => {
    const response = await ask('/health/queues');

    const { queues } = (await response.json()) as { queues: { name: string }[] };
    const names = queues.map(({ name }) => name);
    expect(names.toSorted().join(' ')).toBe('account intent media outbound status typing');
  });
});
