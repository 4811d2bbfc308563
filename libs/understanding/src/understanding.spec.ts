import { Logger } from '@nestjs/common';

import { GeminiError } from './gemini/gemini.errors.ts';
import type { Meaning, UnderstandRequest } from './meaning.ts';
import { Understanding } from './understanding.ts';

const request = (text: string): UnderstandRequest => ({
  text,
  reference: new Date('2026-11-21T13:30:00Z'),
  timezone: 'Europe/Berlin',
});
const fromModel: Meaning = {
  actions: [{ intent: 'create_event', confidence: 0.9, title: 'dentist', words: 'dentist' }],
};
const unsure = request('wine tasting friday at 8');
const guessed = { actions: [{ intent: 'create_event', title: 'wine tasting' }] };
const never = new AbortController().signal;

describe('Understanding', () => {
  it('answers offline what it is sure of, without the slow engine', async () => {
    const understanding = new Understanding(1, () => Promise.reject(new Error('asked all the same')));

    expect(await understanding.understand(request('add milk to my list'), never)).toMatchObject({
      actions: [{ intent: 'create_task', title: 'milk' }],
    });
  });

  it('leaves the rest to the slow engine', async () => {
    expect(await new Understanding(1, () => Promise.resolve(fromModel)).understand(unsure, never)).toEqual(
      fromModel,
    );
  });

  it('asks the slow engine about every sentence where that is wanted', async () => {
    const understanding = new Understanding(1, () => Promise.resolve(fromModel), 'all');

    expect(await understanding.understand(request('add milk to my list'), never)).toEqual(fromModel);
  });

  it.each([
    ['has no answer', new GeminiError('unavailable', 'away')],
    ['is broken', new TypeError('undefined is not a function')],
  ])('decides offline when the slow engine %s, and asks it again', async (_, error) => {
    Logger.overrideLogger(false);
    let isBroken = true;
    const understanding = new Understanding(
      1,
      () => (isBroken ? Promise.reject(error) : Promise.resolve(fromModel)),
      'all',
    );

    expect(await understanding.understand(request('add milk to my list'), never)).toMatchObject({
      actions: [{ intent: 'create_task', title: 'milk' }],
    });
    isBroken = false;
    expect(await understanding.understand(unsure, never)).toEqual(fromModel);
    Logger.overrideLogger(true);
  });

  it('logs of a broken engine where it broke, and nothing that could quote a person', async () => {
    const lines: unknown[] = [];
    const log = (line: unknown): unknown => lines.push(line);
    Logger.overrideLogger({ log, warn: log, error: log });
    const understanding = new Understanding(1, () =>
      Promise.reject(new SyntaxError('in "call mom"\n  at mom')),
    );

    await understanding.understand(unsure, never);

    Logger.overrideLogger(true);
    expect(JSON.stringify(lines)).toContain('understanding.spec.ts');
    expect(JSON.stringify(lines)).not.toContain('mom');
  });

  it('decides everything offline when there is no slow engine', async () => {
    expect(await new Understanding(1).understand(unsure, never)).toMatchObject(guessed);
  });

  it('decides offline while every place is taken, and asks again when one is free', async () => {
    let finish: (meaning: Meaning) => void = () => undefined;
    const understanding = new Understanding(1, () => new Promise((resolve) => (finish = resolve)));
    const first = understanding.understand(unsure, never);

    expect(await understanding.understand(unsure, never)).toMatchObject(guessed);

    finish(fromModel);
    expect(await first).toEqual(fromModel);
    const third = understanding.understand(unsure, never);
    finish(fromModel);
    expect(await third).toEqual(fromModel);
  });

  it('ends with the signal, though the engine does not; its place stays taken until the engine ends', async () => {
    const abort = new AbortController();
    let finish: (meaning: Meaning) => void = () => undefined;
    const understanding = new Understanding(1, () => new Promise((resolve) => (finish = resolve)));
    const hanging = understanding.understand(unsure, abort.signal);
    abort.abort(new Error('too late'));

    await expect(hanging).rejects.toThrow('too late');
    expect(await understanding.understand(unsure, never)).toMatchObject(guessed);

    finish(fromModel);
    await new Promise((resolve) => setImmediate(resolve));
    const next = understanding.understand(unsure, never);
    finish(fromModel);
    expect(await next).toEqual(fromModel);
  });
});
