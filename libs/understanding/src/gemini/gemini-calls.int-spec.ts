import { Logger } from '@nestjs/common';
import { z } from 'zod';

import { type GeminiTrouble, StandInGemini, waitUntil, withClockAhead } from '#testing';

import { ProcessCallBudget } from './call-budget.ts';
import { type CallTimes, GeminiCalls } from './gemini-calls.ts';
import { GeminiClient } from './gemini.client.ts';

const answer = z.object({ colour: z.string() });
const request = { instructions: 'Say a colour.', text: 'Which one?', answer };
const blue = { colour: 'blue' };
const dayMs = 24 * 3_600_000;
const times: CallTimes = { backoffMs: 1, longestBackoffMs: 1_000, breakMs: 1_000_000 };
const amply = { person: 1_000, everybody: 1_000 };
/** No day ends meanwhile, here or in California. */
const atNoon = (work: () => Promise<void>): Promise<void> =>
  withClockAhead(dayMs * 1.5 - (Date.now() % dayMs), work);

describe('calls of Gemini', () => {
  let gemini: StandInGemini;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    gemini = await StandInGemini.start();
  });
  afterAll(async () => {
    await gemini.close();
    Logger.overrideLogger(true);
  });
  beforeEach(() => {
    gemini.forget();
    gemini.answer(blue);
  });

  function open(perDay = amply, more: Partial<CallTimes> = {}, settings: object = {}): GeminiCalls {
    const access = { geminiApiKey: gemini.apiKey, geminiModel: gemini.model, geminiBaseUrl: gemini.url };
    const client = new GeminiClient({ ...access, ...settings });
    return new GeminiCalls(client, new ProcessCallBudget(perDay), { ...times, ...more });
  }

  const ask = (
    calls: GeminiCalls,
    {
      person,
      limitMs = 30_000,
      signal = new AbortController().signal,
    }: Partial<Parameters<GeminiCalls['ask']>[1]> = {},
  ): Promise<unknown> => calls.ask(request, { limitMs, signal, person });
  const faultOf = (calls: GeminiCalls, options?: Parameters<typeof ask>[1]): Promise<unknown> =>
    ask(calls, options).then(
      (answered) => ({ answered }),
      ({ fault }: { fault: string }) => fault,
    );

  it('get an answer of the shape that was asked for, with little thinking', async () => {
    expect(await ask(open())).toEqual(blue);
    expect(gemini.requests).toMatchObject([
      {
        model: 'gemini-3.5-flash',
        instructions: 'Say a colour.',
        text: 'Which one?',
        generationConfig: {
          thinkingConfig: { thinkingLevel: 'low' },
          responseMimeType: 'application/json',
          responseSchema: {
            type: 'object',
            properties: { colour: { type: 'string' } },
            required: ['colour'],
          },
        },
      },
    ]);
  });

  it.each<GeminiTrouble>(['internal', 'overloaded', 'minute_quota', 'exhausted', 'cut_off', 'null_body'])(
    'are tried three times (%s)',
    async (trouble) => {
      gemini.fail(trouble, trouble);
      expect(await ask(open())).toEqual(blue);
      expect(gemini.calls).toBe(3);

      gemini.fail(trouble, trouble, trouble);
      expect(await faultOf(open())).toBe(
        ['minute_quota', 'exhausted'].includes(trouble) ? 'busy' : 'unavailable',
      );
      expect(gemini.calls).toBe(6);
    },
  );

  it.each<[GeminiTrouble, string]>([
    ['bad_request', 'request'],
    ['minute_quota_long', 'busy'],
    ['no_json', 'answer'],
    ['wrong_shape', 'answer'],
    ['no_candidates', 'answer'],
    ['empty', 'answer'],
    ['safety', 'answer'],
    ['max_tokens', 'answer'],
    ['prompt_blocked', 'answer'],
    ['web_page', 'answer'],
  ])('fail at once where another attempt is no use (%s)', async (trouble, fault) => {
    gemini.fail(trouble);
    const calls = open();

    expect(await faultOf(calls)).toBe(fault);
    expect(gemini.calls).toBe(1);
    expect(await faultOf(calls)).toEqual({ answered: blue });
    expect(calls.warning).toBeUndefined();
  });

  it.each<[GeminiTrouble, string, string]>([
    ['invalid_key', 'key', 'GEMINI_API_KEY'],
    ['unauthenticated', 'key', 'GEMINI_API_KEY'],
    ['forbidden', 'key', 'GEMINI_API_KEY'],
    ['unknown_model', 'model', 'GEMINI_MODEL'],
    ['day_quota', 'day_quota', 'quota for the day'],
  ])('end for a while, and on-call sees why, after %s', (trouble, fault, named) =>
    atNoon(async () => {
      gemini.fail(trouble);
      const calls = open();

      expect(await faultOf(calls)).toBe(fault);
      expect(await faultOf(calls)).toBe('paused');
      expect(gemini.calls).toBe(1);
      expect(calls.warning).toContain(named);
    }),
  );

  it('with a wrong key or an unknown model say which setting it is', async () => {
    const wrongKey = open(amply, {}, { geminiApiKey: 'other' });
    expect(await faultOf(wrongKey)).toBe('key');
    expect(wrongKey.warning).toContain('GEMINI_API_KEY');

    const wrongModel = open(amply, {}, { geminiModel: 'gemini-0-flash' });
    expect(await faultOf(wrongModel)).toBe('model');
    expect(wrongModel.warning).toContain('GEMINI_MODEL');
  });

  it('fail when nobody listens at the address', async () => {
    const nobody = await StandInGemini.start();
    const { url } = nobody;
    await nobody.close();

    expect(await faultOf(open(amply, {}, { geminiBaseUrl: url }))).toBe('unavailable');
  });

  it('end at their time limit', async () => {
    // Its own, since the question may arrive after the test.
    const hanging = await StandInGemini.start();
    hanging.fail('hangs');

    expect(await faultOf(open(amply, {}, { geminiBaseUrl: hanging.url }), { limitMs: 50 })).toBe('timeout');
    await hanging.close();
  });

  it('for one message share its time limit', async () => {
    const { signal } = new AbortController();
    const calls = open();
    expect(await faultOf(calls, { limitMs: 30_000, signal })).toEqual({ answered: blue });

    const now = performance.now.bind(performance);
    performance.now = () => now() + 30_000;
    try {
      expect(await faultOf(calls, { limitMs: 30_000, signal })).toBe('timeout');
      expect(gemini.calls).toBe(1);
      expect(await faultOf(calls, { limitMs: 90_000, signal })).toEqual({ answered: blue });
    } finally {
      performance.now = now;
    }
  });

  it('end at once when the caller gives up, with its reason, also between two attempts', async () => {
    const hanging = new AbortController();
    gemini.fail('hangs');
    const first = ask(open(), { signal: hanging.signal });
    await waitUntil('it is asked', () => gemini.calls === 1);
    hanging.abort(new Error('shutting down'));
    await expect(first).rejects.toThrow('shutting down');

    const waiting = new AbortController();
    gemini.fail('internal');
    const second = ask(open(amply, { backoffMs: 1_000_000 }), { signal: waiting.signal });
    await waitUntil('it is asked', () => gemini.calls === 2);
    waiting.abort(new Error('shutting down'));
    await expect(second).rejects.toThrow('shutting down');
    await expect(ask(open(), { signal: waiting.signal })).rejects.toThrow('shutting down');
    expect(gemini.calls).toBe(2);
  });

  it('that are refused three times in a row are a warning, until one is answered', async () => {
    const calls = open();
    gemini.fail('bad_request', 'bad_request', 'bad_request');
    await faultOf(calls);
    await faultOf(calls);
    expect(calls.warning).toBeUndefined();

    await faultOf(calls);
    expect(calls.warning).toBe('Gemini refuses what we send');
    expect(calls.isAway).toBe(false);

    await ask(calls);
    expect(calls.warning).toBeUndefined();
  });

  describe('after five failures in a row', () => {
    const { now } = Date;
    afterEach(() => void (Date.now = now));

    async function broken(): Promise<GeminiCalls> {
      const calls = open();
      gemini.fail(...Array<GeminiTrouble>(5).fill('overloaded'));
      await faultOf(calls);
      await faultOf(calls);
      expect(gemini.calls).toBe(5);
      return calls;
    }

    /** Later than the breaker stays open. */
    function waited(): void {
      Date.now = () => now() + times.breakMs;
    }

    it('are not made any more, and on-call sees why', async () => {
      const calls = await broken();

      expect(await faultOf(calls)).toBe('paused');
      expect(gemini.calls).toBe(5);
      expect(calls.warning).toBe('Gemini is out of reach');
      expect(calls.isAway).toBe(true);
    });

    it('are made again once one has succeeded', async () => {
      const calls = await broken();
      waited();

      // What asks for this before it calls must not keep the breaker open for ever.
      expect(calls.isAway).toBe(false);
      expect(gemini.calls).toBe(5);
      expect(await faultOf(calls)).toEqual({ answered: blue });
      expect(gemini.calls).toBe(6);
      expect(calls.warning).toBeUndefined();
      expect(await faultOf(calls)).toEqual({ answered: blue });
    });

    it('are made one at a time until then; nobody waits for it', async () => {
      const calls = await broken();
      waited();
      gemini.fail('hangs');
      const giveUp = new AbortController();
      const test = faultOf(calls, { signal: giveUp.signal });
      await waitUntil('the service is tested', () => gemini.calls === 6);

      expect(await faultOf(calls)).toBe('paused');
      expect(gemini.calls).toBe(6);
      giveUp.abort(new Error('over'));
      expect(await test).not.toBe('paused');
    });
  });

  it('keep to the budget of a person and of all, and on-call sees the latter', () =>
    atNoon(async () => {
      const calls = open({ person: 2, everybody: 4 });
      const one = { person: 'one' };
      const other = { person: 'other' };

      expect([await faultOf(calls, one), await faultOf(calls, one)]).toEqual([
        { answered: blue },
        { answered: blue },
      ]);
      expect(await faultOf(calls, one)).toBe('budget');
      expect(await faultOf(calls, other)).toEqual({ answered: blue });
      expect(calls.warning).toBeUndefined();
      expect(await faultOf(calls)).toEqual({ answered: blue });
      expect(await faultOf(calls, other)).toBe('budget');
      expect(gemini.calls).toBe(4);
      expect(calls.warning).toContain('budget');
    }));
});
