import { type INestApplication, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { HealthModule, loadConfig, rules, setting } from '#platform';
import { StandInGemini } from '#testing';

import { geminiSettings } from './gemini/gemini.settings.ts';
import type { UnderstandRequest } from './meaning.ts';
import { UnderstandingHealth } from './understanding-health.ts';
import { UnderstandingModule } from './understanding.module.ts';
import { Understanding } from './understanding.ts';

const settings = { ...geminiSettings, slowCallsAtOnce: setting('SLOW_CALLS_AT_ONCE', rules.count(10)) };
const never = (): AbortSignal => new AbortController().signal;
const request = (text: string): UnderstandRequest => ({
  text,
  reference: new Date('2026-11-21T13:30:00Z'),
  timezone: 'Europe/Berlin',
});
const clear = request('add milk to my list');
const unclear = request('blue ideas ponder slowly');

describe('understanding with settings', () => {
  let gemini: StandInGemini;
  let app: INestApplication | undefined;

  beforeAll(async () => {
    gemini = await StandInGemini.start();
  });
  afterAll(() => gemini.close());
  beforeEach(() => {
    gemini.forget();
    gemini.answer({ actions: [{ words: 'so', intent: 'create_event', confidence: 0.9, title: 'dentist' }] });
  });
  afterEach(async () => {
    await app?.close();
    app = undefined;
    Logger.overrideLogger(true);
  });

  async function open(environment: Record<string, string>): Promise<Understanding> {
    const config = loadConfig(settings, environment);
    const module = {
      module: class App {},
      imports: [UnderstandingModule.with(config), HealthModule.needing(UnderstandingHealth)],
    };
    app = await NestFactory.create(module, { logger: false, abortOnError: false });
    await app.listen(0, '127.0.0.1');
    return app.get(Understanding, { strict: false });
  }

  async function intentsOf(understanding: Understanding): Promise<string[]> {
    const meanings = [
      await understanding.understand(clear, never()),
      await understanding.understand(unclear, never()),
    ];
    return meanings.map(({ actions: [{ intent }] }) => intent);
  }

  it.each([
    [{}, ['create_task', 'out_of_scope'], 0],
    [{ UNDERSTANDING: 'offline' }, ['create_task', 'out_of_scope'], 0],
    [{ UNDERSTANDING: 'both' }, ['create_task', 'create_event'], 1],
    [{ UNDERSTANDING: 'gemini' }, ['create_event', 'create_event'], 2],
  ])('%j', async (environment, expected, calls) => {
    const key = 'UNDERSTANDING' in environment ? gemini.settings : {};

    expect(await intentsOf(await open({ ...key, ...environment }))).toEqual(expected);
    expect(gemini.calls).toBe(calls);
  });

  it('uses Gemini with a key, and asks nobody without', async () => {
    expect(await intentsOf(await open(gemini.settings))).toEqual(['create_task', 'create_event']);
  });

  it('answers offline when Gemini fails; the app stays ready and tells on-call why', async () => {
    gemini.fail('unknown_model');
    const understanding = await open({ ...gemini.settings, UNDERSTANDING: 'gemini' });
    const url = await app!.getUrl();

    expect(await intentsOf(understanding)).toEqual(['create_task', 'out_of_scope']);

    const response = await fetch(`${url}/health/ready`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      info: { understanding: { status: 'up', warning: expect.stringContaining('GEMINI_MODEL') } },
    });
  });
});
