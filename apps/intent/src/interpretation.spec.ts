import {
  type Action,
  type Meaning,
  type Reading,
  understandOffline,
  type UnderstandRequest,
} from '#understanding';

import { interpret } from './interpretation.ts';
import type { Question } from './question.ts';
import type { Said } from './said.ts';

const now = new Date('2026-11-21T13:30:00Z');
const nothing: Action = { intent: 'out_of_scope', confidence: 0, words: '' };
const concert: Action = {
  intent: 'create_event',
  confidence: 0.9,
  words: 'Jazz night, Friday 4 December, 8 pm',
  title: 'Jazz night',
  when: { start: '2026-12-04T20:00:00+01:00', grain: 'hour' },
};
const inMyCalendar: Action = { intent: 'create_event', confidence: 0.9, words: 'put that in my calendar' };
const milk: Action = { intent: 'create_task', confidence: 0.9, words: 'add milk', title: 'milk' };

/** What an engine makes of the words of these tests. */
const meanings: Record<string, Action> = {
  'put that in my calendar': inMyCalendar,
  'add milk': milk,
  yes: { intent: 'confirm', confidence: 1, words: 'yes' },
  no: { intent: 'deny', confidence: 1, words: 'no' },
  'delete everything': { intent: 'delete_task', confidence: 0.9, words: 'delete everything', all: true },
};
const understand = ({ text }: { text: string }): Promise<Meaning> =>
  Promise.resolve({ actions: [meanings[text] ?? nothing] });

const said = (words: string, more: Partial<Said> = {}): Said => ({
  words,
  saidAt: now,
  now,
  timezone: 'Europe/Berlin',
  certain: true,
  ...more,
});
const asked = (question: Question): string => JSON.stringify(question);
const askedAt = now.getTime() - 5_000;
const askedAboutConcert = asked({ kind: 'confirm', words: '', saidAt: askedAt, askedAt, actions: [concert] });
const interpretOf = (words: string, more: Partial<Said> = {}) => interpret(said(words, more), understand);

describe('a picture or a document', () => {
  const poster: Reading = { summary: 'A poster of a jazz night.', actions: [concert] };

  it('without words is told about, and what it suggests is asked about', async () => {
    expect(await interpretOf('', { reading: poster })).toMatchObject({
      actions: [concert],
      asksFirst: 'seen',
      note: poster.summary,
    });
  });

  it('with a caption that asks for what it suggests is acted on', async () => {
    const wish = await interpretOf('put that in my calendar', { reading: poster });

    expect(wish.actions).toEqual([concert]);
    expect(wish.asksFirst).toBeUndefined();
  });

  it('of which the engine understood the caption is acted on', async () => {
    const wish = await interpretOf('für den Kalender', { reading: { ...poster, isAsked: true } });

    expect(wish.actions).toEqual([concert]);
    expect(wish.asksFirst).toBeUndefined();
    // It may hold the answer to another question in the caption.
    expect(wish.note).toBe(poster.summary);
  });

  it.each([
    ['of which it is not sure', [{ ...concert, confidence: 0.5 }]],
    ['with several events', [concert, concert]],
  ])('%s is asked about though the caption wants it', async (_, actions) => {
    expect(await interpretOf('put that in my calendar', { reading: { actions } })).toMatchObject({
      actions,
      asksFirst: 'seen',
    });
  });

  it('with a caption that wants something else does that', async () => {
    expect(await interpretOf('add milk', { reading: poster })).toMatchObject({
      actions: [milk],
      note: poster.summary,
    });
  });

  it('that suggests nothing is told about', async () => {
    expect(await interpretOf('what is this?', { reading: { summary: 'A red bicycle.' } })).toMatchObject({
      reply: 'A red bicycle.',
    });
    expect((await interpretOf('', { reading: {} })).reply).toMatch(/^I found nothing to read/);
  });

  it('that comes after the words about it is acted on', async () => {
    const question = asked({ kind: 'unfinished', words: 'put that in my calendar', askedAt });
    const wish = await interpretOf('', { reading: poster, question });

    expect(wish.actions).toEqual([concert]);
    expect(wish.asksFirst).toBeUndefined();
  });

  it('is acted on when the words about it come after it', async () => {
    expect((await interpretOf('put that in my calendar', { question: askedAboutConcert })).actions).toEqual([
      concert,
    ]);
  });
});

describe('what was asked about', () => {
  it('is done as it was understood then, after a yes', async () => {
    expect(await interpretOf('yes', { question: askedAboutConcert })).toMatchObject({ actions: [concert] });
  });

  it('is left after a no', async () => {
    expect(await interpretOf('no', { question: askedAboutConcert })).toMatchObject({
      reply: 'OK, I left it as it was.',
    });
  });

  it('is left alone when the person wants something else', async () => {
    expect(await interpretOf('add milk', { question: askedAboutConcert })).toMatchObject({ actions: [milk] });
  });
});

describe('a tap', () => {
  const question = asked({
    kind: 'confirm',
    id: 'second',
    words: '',
    saidAt: askedAt,
    askedAt,
    actions: [concert],
  });
  const tapping = (choice: string): Partial<Said> => ({ question, reading: { choice } });

  it('answers the question that it stands under', async () => {
    expect(await interpretOf('Yes', tapping('yes-second'))).toMatchObject({ actions: [concert] });
    expect(await interpretOf('No', tapping('no-second'))).toMatchObject({
      reply: 'OK, I left it as it was.',
    });
  });

  it.each([tapping('yes-first'), { reading: { choice: 'yes-first' } }])(
    'on an older question says so, and does nothing else (%#)',
    async (more) => {
      expect((await interpretOf('yes', more)).reply).toMatch(/^That question is closed by now/);
    },
  );
});

describe('what is missing', () => {
  it('comes as words that mean nothing alone, and completes what was understood', async () => {
    const action: Action = {
      intent: 'create_event',
      confidence: 0.9,
      words: 'Jazz night',
      title: 'Jazz night',
    };
    const question = asked({ kind: 'unfinished', words: 'Jazz night', askedAt, action });
    const when = { start: '2026-11-22T20:00:00+01:00', grain: 'hour' as const };
    const engine = ({ text }: { text: string }): Promise<Meaning> =>
      Promise.resolve({ actions: [{ ...nothing, ...(text === 'tomorrow at 8pm' && { when }) }] });

    expect((await interpret(said('tomorrow at 8pm', { question }), engine)).actions).toEqual([
      { ...action, when },
    ]);
  });

  it('comes for all wishes of the message that lack it', async () => {
    const remind = (title: string): Action => ({
      intent: 'create_reminder',
      confidence: 0.9,
      words: title,
      title,
    });
    const question = asked({
      kind: 'unfinished',
      words: 'pay rent',
      askedAt,
      action: remind('pay rent'),
      others: [remind('call mom')],
    });
    const when = { start: '2026-11-22T17:00:00+01:00', grain: 'hour' as const };
    const engine = (): Promise<Meaning> => Promise.resolve({ actions: [{ ...nothing, when }] });

    expect((await interpret(said('tomorrow at 5', { question }), engine)).actions).toEqual([
      { ...remind('call mom'), when },
      { ...remind('pay rent'), when },
    ]);
  });

  it('of a date that does not exist is another date, not the two read together', async () => {
    const action: Action = {
      intent: 'create_event',
      confidence: 0.9,
      words: '30 february lunch',
      title: 'lunch',
      noSuchDate: { words: '30 february' },
    };
    const question = asked({ kind: 'unfinished', words: action.words, askedAt, action });
    const when = { start: '2027-02-28T00:00:00+01:00', grain: 'day' as const };
    const engine = ({ text }: { text: string }): Promise<Meaning> =>
      Promise.resolve({ actions: [{ ...nothing, ...(text === 'the 28th' && { when }) }] });

    expect((await interpret(said('the 28th', { question }), engine)).actions).toEqual([
      { ...action, when, noSuchDate: undefined },
    ]);
    expect((await interpret(said('what is the weather', { question }), engine)).actions).toEqual([nothing]);
  });
});

it('several times that were asked for make one wish each', async () => {
  const question = asked({ kind: 'unfinished', words: 'remind me to run', askedAt });
  const engine = (request: UnderstandRequest): Promise<Meaning> =>
    Promise.resolve(understandOffline(request));

  const { actions } = await interpret(said('tuesday and thursday at 9', { question }), engine);
  expect(actions).toMatchObject([
    { title: 'run', when: { start: '2026-11-24T09:00:00+01:00' } },
    { title: 'run', when: { start: '2026-11-26T09:00:00+01:00' } },
  ]);
});

describe('a time that does not exist', () => {
  it('is asked about, and the answer takes its place beside the day that was said', async () => {
    const words = 'call mom at 10:75 tomorrow';
    const [action] = understandOffline({
      text: words,
      reference: new Date(askedAt),
      timezone: 'UTC',
    }).actions;
    const question = asked({ kind: 'unfinished', words, askedAt, action });
    const engine = (request: UnderstandRequest): Promise<Meaning> =>
      Promise.resolve(understandOffline(request));

    const { actions } = await interpret(said('11:15', { question, timezone: 'UTC' }), engine);
    const tomorrow = new Date(askedAt + 86_400_000).toISOString().slice(0, 10);
    expect(action.noSuchDate).toEqual({ words: '10:75', isTime: true });
    expect(actions).toMatchObject([{ title: 'call mom', when: { start: `${tomorrow}T11:15:00+00:00` } }]);
  });
});

describe('a recording', () => {
  const heard = (confidence: number): Partial<Said> => ({ reading: { heard: { confidence } } });

  it('that was heard well is acted on, and repeated', async () => {
    const wish = await interpretOf('add milk', heard(0.95));

    expect(wish).toMatchObject({ actions: [milk], heard: 'add milk' });
    expect(wish.asksFirst).toBeUndefined();
  });

  it.each([
    ['that was not heard well', 'add milk', 0.5, 'en'],
    ['that was heard in another language', 'add milk', 0.95, 'ko'],
  ])('%s is asked about first', async (_, words, confidence, language) => {
    expect(await interpretOf(words, { reading: { heard: { confidence, language } } })).toMatchObject({
      asksFirst: 'heard',
      heard: words,
    });
  });

  it('that is read later is asked about first, and is not called late', async () => {
    const reading = { heard: { confidence: 0.99, language: 'en' }, isReadLater: true };
    const wish = await interpretOf('add milk', { reading, now: new Date(now.getTime() + 3_600_000) });

    expect(wish.asksFirst).toBe('heard');
    expect(wish.late).toBeUndefined();
  });

  it.each(['delete everything', 'add milk'])(
    'that would change something is asked about: "%s"',
    async (words) => {
      expect((await interpretOf(words, heard(0.3))).asksFirst).toBe('heard');
    },
  );

  it.each(['yes', 'mumble'])('that changes nothing is not asked about: "%s"', async (words) => {
    expect((await interpretOf(words, heard(0.3))).asksFirst).toBeUndefined();
  });

  it('can answer a question', async () => {
    expect(await interpretOf('yes', { ...heard(0.9), question: askedAboutConcert })).toMatchObject({
      actions: [concert],
    });
  });
});
