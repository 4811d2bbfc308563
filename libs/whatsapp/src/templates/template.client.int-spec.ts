import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { SimulatedWhatsApp } from '#testing';

import { TokenSource } from '../token-source.ts';
import { neededTemplates, ourTemplates, type TemplateDefinition } from './template-definition.ts';
import { TemplateClient, type TemplateConfig } from './template.client.ts';
import { differencesOf } from './template-difference.ts';
import { missingStatus, standingsAmong } from './template-standing.ts';

const businessAccountId = '102290129340398';
const [reminder, waitingAnswer] = neededTemplates as [TemplateDefinition, TemplateDefinition];
/** Each account has `hello_world` from the start. */
const isOurs = ({ name }: { name: string }): boolean => name.startsWith('handsfree_');

describe('TemplateClient', () => {
  let whatsapp: SimulatedWhatsApp;
  const client = (changes: Partial<TemplateConfig> = {}, token?: string): TemplateClient =>
    new TemplateClient(
      { ...whatsapp.settings, businessAccountId, ...changes },
      new TokenSource({ apiTokens: token ? [token] : whatsapp.settings.apiTokens }),
    );

  beforeAll(async () => {
    whatsapp = await SimulatedWhatsApp.start();
  });
  afterAll(() => whatsapp.stop());
  beforeEach(async () => {
    await whatsapp.client.reset();
    await whatsapp.client.changeRules({ templateReview: 'by hand' });
  });

  async function decide(id: string | undefined, path: string, body: object): Promise<void> {
    const response = await fetch(`${whatsapp.url}/_scenario/templates/${id}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(204);
  }

  it('hands in each of ours, which WhatsApp takes for review', async () => {
    for (const definition of ourTemplates) {
      expect(await client().submit(definition)).toEqual({
        id: expect.stringMatching(/^\d+$/),
        status: 'PENDING',
        category: definition.category,
      });
    }

    const standings = standingsAmong(await client().list());
    expect(standings.map(({ status }) => status)).toEqual(ourTemplates.map(() => 'PENDING'));
    expect(standings.flatMap((one) => differencesOf(one, one.definition))).toEqual([]);
  });

  it('lists what WhatsApp decided since', async () => {
    const { id } = await client().submit(reminder);
    const { id: other } = await client().submit(waitingAnswer);
    await decide(id, 'status', { status: 'REJECTED', reason: 'PROMOTIONAL' });
    await decide(other, 'status', { status: 'APPROVED' });
    await decide(other, 'quality', { quality: 'YELLOW' });
    await decide(other, 'category', { category: 'MARKETING', noticeMs: 0 });

    await decide(other, 'category', { category: 'UTILITY' });

    const usual = { language: 'en', quality: 'UNKNOWN', category: 'UTILITY', components: expect.any(Array) };
    expect((await client().list()).filter(isOurs)).toEqual([
      { ...usual, id, name: reminder.name, status: 'REJECTED', rejectedReason: 'PROMOTIONAL' },
      {
        ...usual,
        id: other,
        name: waitingAnswer.name,
        status: 'APPROVED',
        quality: 'YELLOW',
        category: 'MARKETING',
        nextCategory: 'UTILITY',
      },
    ]);
  });

  it('replaces the words of one that was reviewed, which is reviewed again', async () => {
    const { id = '' } = await client().submit(reminder);
    await decide(id, 'status', { status: 'REJECTED' });
    const [, german] = ourTemplates.filter(({ name }) => name === reminder.name);

    await client().edit(id, { ...reminder, components: german!.components });

    const found = (await client().list()).find(isOurs);
    expect(found).toMatchObject({ status: 'PENDING', components: german!.components });
    await expect(client().edit(id, reminder)).rejects.toMatchObject({
      name: 'GraphError',
      outcome: 'refused',
    });
  });

  it('finds ours on a later page, and not in another language', async () => {
    await client().submit({ ...reminder, language: 'en_US' });
    await whatsapp.client.changeRules({ templatesPerHour: 1_000 });
    for (let count = 0; count < 105; count++)
      await client().submit({ ...reminder, name: `another_${count}` });
    await client().submit(waitingAnswer);

    const all = await client().list();

    expect(all).toHaveLength(108);
    expect(new Set(all.map(({ id }) => id)).size).toBe(108);
    expect(standingsAmong(all, neededTemplates).map(({ status }) => status)).toEqual([
      missingStatus,
      'PENDING',
    ]);
  });

  it('says why a template is refused, with its code', async () => {
    const faulty = {
      ...reminder,
      components: [{ type: 'BODY', text: '{{1}}', example: { body_text: [['a']] } }],
    };
    await expect(client().submit(faulty)).rejects.toMatchObject({
      name: 'GraphError',
      outcome: 'refused',
      code: 2_388_299,
      message: expect.stringMatching(/leading or trailing parameters/),
    });

    await client().submit(reminder);
    await expect(client().submit(reminder)).rejects.toMatchObject({
      outcome: 'refused',
      message: expect.stringContaining('already'),
    });
    expect((await client().list()).filter(isOurs)).toHaveLength(1);
  });

  it('is refused with a wrong token and for a foreign account', async () => {
    await expect(client({}, 'wrong').list()).rejects.toMatchObject({ name: 'GraphError', code: 190 });
    await expect(client({ businessAccountId: '1/2' }).list()).rejects.toMatchObject({ name: 'GraphError' });
    await expect(client({ businessAccountId: '4711' }).submit(reminder)).rejects.toMatchObject({ code: 33 });
  });

  describe('on the wire', () => {
    let server: Server;
    let seen: string[];
    let answer: (request: IncomingMessage) => unknown;

    beforeEach(async () => {
      seen = [];
      server = createServer((request, response) => {
        seen.push(request.url ?? '');
        const body = answer(request);
        if (body === undefined) return;
        response
          .writeHead(200, { 'content-type': 'application/json', connection: 'close' })
          .end(typeof body === 'string' ? body : JSON.stringify(body));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    afterEach(async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    });

    const wired = (): TemplateClient =>
      client({ apiBaseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });

    it('goes on by the cursor, never to the address that an answer names', async () => {
      const next = 'http://127.0.0.1:1/elsewhere?access_token=stolen';
      answer = ({ url }) =>
        url?.includes('after=MjQZD')
          ? { data: [{ name: 'two', language: 'en' }], paging: { cursors: { after: 'MzQZD' } } }
          : { data: [{ name: 'one', language: 'en' }], paging: { cursors: { after: 'MjQZD' }, next } };

      expect((await wired().list()).map(({ name }) => name)).toEqual(['one', 'two']);
      expect(seen).toEqual([
        `/v26.0/${businessAccountId}/message_templates?fields=id,name,language,status,category,correct_category,rejected_reason,quality_score,components&limit=100`,
        expect.stringMatching(/&limit=100&after=MjQZD$/),
      ]);
    });

    it('takes what it does not know as not told, and keeps the rest', async () => {
      answer = () => ({
        data: [
          {
            name: 'odd',
            language: 'en-US',
            status: 7,
            category: null,
            quality_score: 'GREEN',
            rejected_reason: {},
            id: 12,
          },
          { name: 'new', language: 'en', status: 'RESTED', colour: 'blue' },
          { language: 'en', status: 'APPROVED' },
          'nonsense',
        ],
        more: true,
      });

      expect(await wired().list()).toEqual([
        { name: 'odd', language: 'en_US', id: '12' },
        { name: 'new', language: 'en', status: 'RESTED' },
      ]);
    });

    it.each([
      ['{}'],
      ['OK'],
      ['{"data":{}}'],
      ['{"data":[],"paging":{"next":"http://127.0.0.1/"}}'],
      ['{"data":[],"paging":"more"}'],
    ])('takes 200 with %s for no list', async (body) => {
      answer = () => body;

      await expect(wired().list()).rejects.toMatchObject({ name: 'GraphError', outcome: 'unknown' });
    });

    it('gives up a list that has no end', async () => {
      answer = () => ({ data: [], paging: { cursors: { after: 'MjQZD' }, next: 'http://127.0.0.1/' } });

      await expect(wired().list()).rejects.toMatchObject({ name: 'GraphError', outcome: 'unknown' });
    });

    it('gives up after the time that it is given', async () => {
      answer = () => undefined;

      await expect(wired().list(50)).rejects.toMatchObject({ name: 'GraphError', outcome: 'unknown' });
    });
  });
});
