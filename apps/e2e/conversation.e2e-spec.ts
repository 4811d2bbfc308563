import { readFile, writeFile } from 'node:fs/promises';

import {
  createTestDatabase,
  queueBackends,
  SimulatedClock,
  testAccount,
  TestStack,
  waitUntil,
} from '#testing';
import { intents } from '#understanding';
import { ourTemplates, TemplateClient, TokenSource } from '#whatsapp';

import { Player } from './conversation/player.ts';
import { scenes } from './conversation/script.ts';
import { transcriptOf } from './conversation/transcript.ts';

const page = new URL('../../docs/conversation.md', import.meta.url);

describe('a conversation of a week', () => {
  let clock: SimulatedClock;
  let stack: TestStack;
  let player: Player;

  beforeAll(async () => {
    const backend = queueBackends.at(-1)!;
    const database = await createTestDatabase();
    await database.query('ALTER TABLE contact ALTER COLUMN welcomed_at DROP DEFAULT');
    clock = await SimulatedClock.start(database, new Date('2026-10-20T06:00:00Z'));
    stack = await TestStack.startOn(
      database,
      backend.config(database.url),
      ['ingress', 'media', 'intent', 'notifier', 'simulator'],
      { ...clock.settings, SUPPORT_CONTACT: 'hello@example.com' },
    );
    await stack.simulator.changeRules({
      templateReviewAfterMs: 0,
      statusAfterMs: { sent: 1, delivered: 5, read: 10 },
    });
    await approveTemplates();
    player = new Player(stack, clock, { phone: '4915112345678', name: 'Mia' });
    try {
      for (const scene of scenes) await player.play(scene);
    } finally {
      // Also what there is of it when it stops on the way.
      if (process.env.WRITE_CONVERSATION) await writeFile(page, transcriptOf(player.turns));
    }
  }, 900_000);
  afterAll(async () => {
    await stack?.close();
    await clock?.close();
  });

  async function approveTemplates(): Promise<void> {
    const config = { apiBaseUrl: stack.app('simulator').url, apiVersion: 'v26.0' };
    const token = new TokenSource({ apiTokens: [testAccount.apiToken] });
    const client = new TemplateClient({ ...config, businessAccountId: '102290129340398' }, token);
    for (const template of ourTemplates) await client.submit(template);
    await waitUntil('the templates are approved', async () =>
      (await client.list()).every(({ status }) => status === 'APPROVED'),
    );
  }

  it('uses all that there is, and is never misunderstood', () => {
    const answers = player.turns.flatMap(({ who, lines }) => (who === 'Handsfree' ? lines : []));
    // A yes is counted as what it agrees to, and who erases everything leaves no trace of having said so.
    const others = new Set<string>(['confirm', 'erase_data', 'out_of_scope']);

    expect(player.turns.filter(({ who }) => who === 'Mia').length).toBeGreaterThanOrEqual(80);
    expect(intents.filter((intent) => !player.intents.has(intent) && !others.has(intent))).toEqual([]);
    expect(answers.filter((line) => /^(?:I did not get that|Error:)/.test(line))).toEqual([]);
  });

  it('reads as docs/conversation.md says; `npm run docs:conversation` writes it', async () => {
    const written = await readFile(page, 'utf8');

    expect(written.replaceAll('\r\n', '\n')).toBe(transcriptOf(player.turns));
  });
});
