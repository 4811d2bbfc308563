import { Logger } from '@nestjs/common';

import { SimulatedWhatsApp } from '#testing';
import { GraphClient } from '#whatsapp';

import { LimitsWatch } from './limits-watch.service.ts';

describe('LimitsWatch', () => {
  let whatsapp: SimulatedWhatsApp;
  let newest: string | undefined;
  let clockMs: number;
  let asked: number;
  let allowed: (number | null)[];

  beforeAll(async () => {
    Logger.overrideLogger(false);
    whatsapp = await SimulatedWhatsApp.start();
  });
  afterAll(() => whatsapp.stop());
  beforeEach(() => {
    newest = undefined;
    clockMs = 0;
    asked = 0;
    allowed = [];
  });

  function watch(perSecond: number, apiBaseUrl = whatsapp.url, perMinute = 250): LimitsWatch {
    const graph = new GraphClient({ ...whatsapp.settings, apiBaseUrl }, 60_000);
    const number = { limits: () => ((asked += 1), graph.limits()) };
    const notices = { newestOf: () => Promise.resolve(newest) };
    const places = { allowPeople: (perDay: number | null) => Promise.resolve(void allowed.push(perDay)) };
    return new LimitsWatch(number, notices, places, { perSecond, perMinute }, () => clockMs);
  }

  it('says nothing about a limit below that of WhatsApp', async () => {
    const one = watch(70);
    await one.check();

    expect(one.warning).toBeUndefined();
  });

  it('warns of a limit above it', async () => {
    const one = watch(100);
    await one.check();

    expect(one.warning).toBe(
      'MESSAGES_PER_SECOND is 100, but WhatsApp allows this number 80 a second, received ones included: lower it',
    );
  });

  it('warns of a limit for the minute above it', async () => {
    const one = watch(70, whatsapp.url, 4_801);
    await one.check();

    expect(one.warning).toBe(
      'MESSAGES_PER_MINUTE is 4801, but WhatsApp allows this number 4800 a minute, received ones included: lower it',
    );
  });

  it('passes on how many people may be reached from outside the window, as often as that changes', async () => {
    const one = watch(70);
    await one.check();
    await whatsapp.client.changeRules({ messagingLimit: 250 });
    await one.check();

    expect(allowed).toEqual([null, 250]);
    await whatsapp.client.changeRules({ messagingLimit: null });
  });

  it('says so when WhatsApp does not answer', async () => {
    const one = watch(70, 'http://127.0.0.1:1');
    await one.check();

    expect(allowed).toEqual([]);

    expect(one.warning).toMatch(/^it is not known what WhatsApp allows the number: /);
  });

  it('asks soon after the start, once an hour, and after a notice', async () => {
    const one = watch(70);
    const looks = async (afterMs: number): Promise<number> => {
      clockMs += afterMs;
      const before = asked;
      await one.checkWhenDue();
      return asked - before;
    };

    expect(await looks(10_000)).toBe(1);
    expect(await looks(3_599_000)).toBe(0);
    expect(await looks(1_000)).toBe(1);
    newest = 'a notice';
    expect(await looks(1)).toBe(1);
    expect(await looks(1)).toBe(0);
  });
});
