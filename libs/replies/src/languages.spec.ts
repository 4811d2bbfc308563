import { DateTime } from 'luxon';

import { samples } from '../test/samples.ts';
import { type Catalogue, type Language, languageOf, languageOfCountry, languages } from './languages.ts';
import { replies } from './replies.ts';
import { speaking } from './speech.ts';

type Name = keyof Catalogue;
const names = Object.keys(samples) as Name[];

/** All that a text says to its samples, each part of it on a line of its own. */
const saidBy = (name: Name, language: Language, isUnderstood = true): string[] =>
  speaking({ language, isUnderstood }, () =>
    samples[name].map((values) => {
      const said = (replies[name] as (...values: unknown[]) => unknown)(...values);
      return typeof said === 'string' ? said : JSON.stringify(said);
    }),
  );
/** Without names, numbers and signs. */
const wordsOf = (text: string): string =>
  text.replaceAll(/\[[A-Z0-9 ]+\]|Pizza|Zumba|Oslo|https\S+|[^\p{L} ]/gu, '').trim();
/** These are made of what they are given, or are the same words. */
const shared = new Set<Name>([
  'inOne',
  'withNote',
  'clockWords',
  'onMoment',
  'no',
  'undoButton',
  'languageName',
]);
/** What English sentences are full of and no text in German or Spanish holds. */
const ENGLISH =
  /\b(?:the|you|your|this|that|with|from|for|of|and|is|are|what|when|which|please|every|today|tomorrow|monday|tuesday|at|my|it|to|not|one)\b/i;
const newYear = DateTime.fromISO('2028-01-01');
const others = languages.filter((language) => language !== 'en');

describe.each(languages)('everything that is said in "%s"', (language) => {
  it.each(names)('can be said: %s', (name) => {
    for (const text of saidBy(name, language)) {
      expect(text.trim()).not.toBe('');
      expect(text).not.toMatch(/undefined|null|NaN|\[object/);
      expect(text.length).toBeLessThanOrEqual(4_096);
    }
  });

  it('fits on the buttons that WhatsApp has', () => {
    const onButtons = speaking({ language }, () => [
      replies.yes(),
      replies.no(),
      replies.undoButton(),
      replies.choose(),
      replies.tickOff(),
      replies.allOfThem(),
      replies.onlyThisTime(),
      ...[...replies.reminderButtons(), ...replies.timerButtons()].map(({ title }) => title),
      ...Array.from({ length: 366 }, (_, days) => replies.onlyOn(replies.shortDate(newYear.plus({ days })))),
    ]);

    expect(onButtons.filter((title) => title.length > 20)).toEqual([]);
    expect(new Set(onButtons).size).toBeGreaterThan(366);
  });
});

describe.each(others)('what is said in "%s"', (language) => {
  it.each(names.filter((name) => !shared.has(name)))('is not English: %s', (name) => {
    const english = saidBy(name, 'en');
    const said = saidBy(name, language);
    // The one is an example in English, the other is a list of names of intents.
    const inEnglish =
      name === 'onlyEnglish' || name === 'plans' ? [] : said.filter((text) => ENGLISH.test(wordsOf(text)));
    const left = said.filter((text, at) => text === english[at] && wordsOf(text) !== '');

    expect({ inEnglish, left }).toEqual({ inEnglish: [], left: [] });
  });

  it('gives examples in English where nothing else is understood', () => {
    expect(saidBy('help', language, false)[0]).toContain('"remind me to call mom tomorrow at 5pm"');
    expect(saidBy('help', language, true)[0]).not.toContain('remind me');
  });
});

it('keeps to each language, whoever else is spoken to meanwhile', async () => {
  const afterAWhile = async (language: Language): Promise<string> =>
    speaking({ language }, async () => {
      await Promise.resolve();
      return replies.yes();
    });

  expect(await Promise.all([afterAWhile('de'), afterAWhile('es'), afterAWhile('en')])).toEqual([
    'Ja',
    'Sí',
    'Yes',
  ]);
  expect(replies.yes()).toBe('Yes');
});

it.each([
  ['de', 'de'],
  ['de-AT', 'de'],
  ['ES-mx', 'es'],
  ['fr', undefined],
  ['constructor', undefined],
  [undefined, undefined],
])('the tag %s means %s', (tag, language) => {
  expect(languageOf(tag)).toBe(language);
});

it.each([
  ['AT', 'de'],
  ['MX', 'es'],
  ['GB', 'en'],
  ['FR', undefined],
  [undefined, undefined],
])('in the country %s most people speak %s', (country, language) => {
  expect(languageOfCountry(country)).toBe(language);
});

it.each([
  [
    'en',
    "Event 'Pizza' scheduled for [TIME]",
    'Task 7: Pizza marked complete on your zumba list',
    'Error: [FAULT]. Please try again.',
  ],
  [
    'de',
    'Termin „Pizza“ eingetragen für [TIME]',
    'Aufgabe 7: Pizza ist erledigt auf deiner Liste „Zumba“',
    'Das hat nicht geklappt: [FAULT]. Bitte versuch es noch einmal.',
  ],
  [
    'es',
    'Evento «Pizza» programado para [TIME]',
    'Tarea 7: Pizza marcada como hecha en tu lista «Zumba»',
    'No ha salido bien: [FAULT]. Inténtalo otra vez, por favor.',
  ],
] as const)('what was required is said so in "%s"', (language, event, task, error) => {
  expect(saidBy('eventScheduled', language)[0]?.split('\n')[0]).toBe(event);
  expect(saidBy('tasksCompleted', language)).toEqual([task]);
  expect(saidBy('error', language)).toEqual([error]);
});

it.each([
  [
    'en',
    ['tomorrow, Tue 1 Dec, at 5:00 PM', 'Tue 1 Dec from 5:00 PM to 6:00 PM'],
    'every Tuesday',
    'on the last Tuesday of every month',
  ],
  [
    'de',
    ['morgen, Di., 1. Dez., um 17:00 Uhr', 'Di., 1. Dez., 17:00 bis 18:00 Uhr'],
    'jeden Dienstag',
    'am letzten Dienstag jedes Monats',
  ],
  [
    'es',
    ['mañana, martes 1 de diciembre, a las 17:00', 'el martes 1 de diciembre de 17:00 a 18:00'],
    'cada martes',
    'el último martes de cada mes',
  ],
] as const)('times are told as people tell them in "%s"', (language, moments, weekly, monthly) => {
  expect(saidBy('momentWords', language).slice(0, 2)).toEqual(moments);
  expect(saidBy('ruleWords', language)[0]).toBe(weekly);
  expect(saidBy('ruleWords', language)[4]).toBe(monthly);
});
