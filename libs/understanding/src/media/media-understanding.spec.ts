import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';

import { canRecord, icsOf, pdfOf, posterPicture, recordingOf, sampleFiles, silentRecording } from '#testing';

import { GeminiError } from '../gemini/gemini.errors.ts';
import type { FileModel } from './file-model.ts';
import { canHearLocally } from './local-speech.ts';
import type { MediaFacts, MediaMeaning } from './media-facts.ts';
import { MediaUnderstanding } from './media-understanding.ts';

const saidAt = new Date('2026-11-21T13:30:00Z');
const never = new AbortController().signal;
const limitBytes = 16 * 1_024 * 1_024;
const jazzNight = {
  intent: 'create_event' as const,
  confidence: 0.9,
  words: 'Jazz night',
  title: 'Jazz night',
  when: { start: '2026-12-04T20:00:00+01:00', grain: 'hour' as const },
};
const fails = (): Promise<never> => Promise.reject(new Error('quotes what is in the file'));
const noAnswer: FileModel = { transcribe: fails, describe: fails, readDocument: fails };

describe('what a file says', () => {
  let folder: string;
  let offline: MediaUnderstanding;
  const opened: MediaUnderstanding[] = [];

  beforeAll(async () => {
    Logger.overrideLogger(false);
    folder = await mkdtemp(join(tmpdir(), 'handsfree-media-'));
    offline = new MediaUnderstanding();
  });
  afterAll(async () => {
    for (const one of [offline, ...opened]) await one.onModuleDestroy();
    await rm(folder, { recursive: true });
  });

  async function read(
    bytes: Uint8Array,
    facts: Partial<MediaFacts> & Pick<MediaFacts, 'kind'>,
    by = offline,
  ): Promise<MediaMeaning> {
    const path = join(folder, 'file');
    await writeFile(path, bytes);
    return by.read({ path, bytes: bytes.length, saidAt, timezone: 'Europe/Berlin', ...facts }, never);
  }
  const withModel = (model: Partial<FileModel>): MediaUnderstanding => {
    const one = new MediaUnderstanding({ ...noAnswer, ...model });
    opened.push(one);
    return one;
  };

  describe('of a calendar file, exactly,', () => {
    const ics = { kind: 'document' as const, mimeType: 'text/calendar', filename: 'invite.ics' };

    it('is its events', async () => {
      const file = icsOf(
        [
          'DTSTART;TZID=Europe/Berlin:20261204T200000',
          'DTEND;TZID=Europe/Berlin:20261204T230000',
          String.raw`SUMMARY:Jazz\, night`,
          'LOCATION:Blue Note',
        ],
        ['DTSTART;VALUE=DATE:20261224', 'SUMMARY:Christmas Eve', 'RRULE:FREQ=YEARLY'],
        ['DTSTART:20261210T090000Z', 'DURATION:PT1H30M', 'SUMMARY:Call', 'RRULE:FREQ=WEEKLY;BYDAY=TH,FR'],
      );

      expect((await read(file, ics)).reading?.actions).toMatchObject([
        {
          intent: 'create_event',
          title: 'Jazz, night',
          place: 'Blue Note',
          when: { start: '2026-12-04T20:00:00+01:00', end: '2026-12-04T23:00:00+01:00', grain: 'minute' },
        },
        {
          title: 'Christmas Eve',
          when: { start: '2026-12-24T00:00:00+01:00', end: '2026-12-25T00:00:00+01:00', grain: 'day' },
          recurrence: { rule: 'FREQ=YEARLY' },
        },
        {
          title: 'Call',
          when: { start: '2026-12-10T10:00:00+01:00', end: '2026-12-10T11:30:00+01:00' },
          recurrence: { rule: 'FREQ=WEEKLY;BYDAY=TH,FR' },
        },
      ]);
    });

    it.each([
      ['of a zone far away', 'DTSTART;TZID=America/New_York:20261210T090000', '2026-12-10T15:00:00+01:00'],
      ['of no zone', 'DTSTART:20261210T090000', '2026-12-10T09:00:00+01:00'],
      ['of an unknown zone', 'DTSTART;TZID=Mars:20261210T090000', '2026-12-10T09:00:00+01:00'],
    ])('is a time %s', async (_, start, when) => {
      expect((await read(icsOf([start, 'SUMMARY:Call']), ics)).reading?.actions).toMatchObject([
        { when: { start: when, grain: 'minute' } },
      ]);
    });

    it('is a time of a zone that only the file describes', async () => {
      const file = Buffer.from(icsOf(['DTSTART;TZID=Office:20261210T090000', 'SUMMARY:Call']))
        .toString()
        .replace(
          'BEGIN:VEVENT',
          [
            'BEGIN:VTIMEZONE',
            'TZID:Office',
            'BEGIN:STANDARD',
            'DTSTART:19700101T000000',
            'TZOFFSETFROM:+0530',
            'TZOFFSETTO:+0530',
            'END:STANDARD',
            'END:VTIMEZONE',
            'BEGIN:VEVENT',
          ].join('\r\n'),
        );

      expect((await read(Buffer.from(file), ics)).reading?.actions).toMatchObject([
        { when: { start: '2026-12-10T04:30:00+01:00' } },
      ]);
    });

    it('is each event once', async () => {
      const dentist = ['SUMMARY:Dentist', 'DTSTART:20261201T140000Z'];

      expect((await read(icsOf(dentist, dentist), ics)).reading?.actions).toHaveLength(1);
    });

    it('is nothing of what was cancelled', async () => {
      const file = icsOf(['DTSTART:20261210T090000Z', 'SUMMARY:Off', 'STATUS:CANCELLED']);

      expect(await read(file, ics)).toEqual({ problem: 'nothing_read' });
    });

    it.each(['', 'hello', 'BEGIN:VCARD\r\nEND:VCARD\r\n', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT'])(
      'is nothing when it is none: %j',
      async (text) => {
        expect(await read(Buffer.from(text), ics)).toEqual({ problem: 'nothing_read' });
      },
    );
  });

  describe('of a document, offline,', () => {
    it('is the text of a PDF, and the dates in it', async () => {
      const file = pdfOf('Confirmation', 'Dentist appointment', '1 December 2026 at 3 pm');

      expect(await read(file, { kind: 'document', mimeType: 'application/pdf' })).toMatchObject({
        reading: {
          summary: 'It says: “Confirmation Dentist appointment 1 December 2026 at 3 pm”',
          actions: [
            { title: 'Dentist appointment', when: { start: '2026-12-01T15:00:00+01:00', grain: 'hour' } },
          ],
        },
      });
    });

    it('is a text file', async () => {
      const file = Buffer.from('\ufeffTeam lunch on 3 December 2026 at noon\nBring a friend', 'utf16le');

      expect((await read(file, { kind: 'document', mimeType: 'text/plain' })).reading?.actions).toMatchObject(
        [{ title: 'Team lunch', when: { start: '2026-12-03T12:00:00+01:00' } }],
      );
    });

    it('reads the day first where people write it so', async () => {
      const file = Buffer.from('Choir 3/12/2026 at 7 pm');
      const facts = { kind: 'document' as const, mimeType: 'text/plain' };

      expect((await read(file, { ...facts, dayFirst: true })).reading?.actions).toMatchObject([
        { when: { start: '2026-12-03T19:00:00+01:00' } },
      ]);
      expect((await read(file, facts)).reading?.actions).toBeUndefined();
    });

    it.each(['text/vcard', 'text/x-vcard', 'application/octet-stream'])(
      'is the people on a contact card of the type %s',
      async (mimeType) => {
        const file = Buffer.from('BEGIN:VCARD\r\nFN:Ann Lee\r\nTEL:+49 151\r\nEND:VCARD\r\n');

        expect(await read(file, { kind: 'document', mimeType, filename: 'Ann Lee.vcf' })).toEqual({
          reading: { people: [{ name: 'Ann Lee', details: ['+49 151'] }] },
        });
      },
    );

    it('offers an event that it names twice once', async () => {
      const line = 'Team lunch on 3 December 2026 at noon';
      const file = Buffer.from(`${line}\nSee you there!\n${line}`);

      expect((await read(file, { kind: 'document', mimeType: 'text/plain' })).reading?.actions).toHaveLength(
        1,
      );
    });

    it('is no event for dates that are over', async () => {
      const file = Buffer.from('Invoice of 3 March 2026');

      expect(await read(file, { kind: 'document', mimeType: 'text/plain' })).toEqual({
        reading: { summary: 'It says: “Invoice of 3 March 2026”' },
      });
    });

    it.each([
      ['a PDF without text', pdfOf(), 'application/pdf', 'nothing_read'],
      ['a broken PDF', sampleFiles.pdf, 'application/pdf', 'nothing_read'],
      ['an empty text', new Uint8Array(), 'text/plain', 'nothing_read'],
      ['another type', sampleFiles.zip, 'application/zip', 'not_understood_yet'],
      ['no type', sampleFiles.zip, undefined, 'not_understood_yet'],
    ])('is a problem of %s', async (_, bytes, mimeType, problem) => {
      expect(await read(bytes, { kind: 'document', mimeType })).toEqual({ problem });
    });
  });

  it('that is larger than may be in memory is not looked at', async () => {
    const bytes = limitBytes + 1;

    expect(await read(new Uint8Array(), { kind: 'document', mimeType: 'text/plain', bytes })).toEqual({
      problem: 'too_big',
      limitBytes,
    });
  });

  it.each(['video', 'sticker'] as const)('of a %s cannot be told yet', async (kind) => {
    expect(await read(sampleFiles.mp4, { kind })).toEqual({ problem: 'not_understood_yet' });
  });

  describe('of a picture, offline,', () => {
    it('is the text in it, and the event that it announces', async () => {
      expect(await read(posterPicture(), { kind: 'image', mimeType: 'image/png' })).toMatchObject({
        reading: {
          summary: expect.stringContaining('JAZZ NIGHT Friday 4 December 2026'),
          actions: [{ title: 'JAZZ NIGHT', when: { start: '2026-12-04T20:00:00+01:00', grain: 'hour' } }],
        },
      });
    });

    it('is nothing where there is no text', async () => {
      expect(await read(sampleFiles.png, { kind: 'image', mimeType: 'image/png' })).toEqual({
        problem: 'nothing_read',
      });
    });

    it('is nothing when it cannot be decoded, and the next one is read all the same', async () => {
      expect(await read(sampleFiles.jpeg, { kind: 'image', mimeType: 'image/jpeg' })).toEqual({
        problem: 'nothing_read',
      });
      expect((await read(posterPicture(), { kind: 'image', mimeType: 'image/png' })).reading).toBeDefined();
    });
  });

  describe('by the language model', () => {
    const describing = (confidence = 0.9, isAsked?: boolean): MediaUnderstanding =>
      withModel({
        describe: () =>
          Promise.resolve({
            answer: 'A poster of a jazz night.',
            meaning: { actions: [jazzNight] },
            confidence,
            isAsked,
          }),
      });

    it('is what a picture shows, and what it suggests', async () => {
      expect(await read(posterPicture(), { kind: 'image' }, describing())).toEqual({
        reading: { summary: 'A poster of a jazz night.', actions: [jazzNight] },
      });
    });

    it('is wanted only where the caption asks for it', async () => {
      const caption = 'what a lovely poster';

      expect(await read(posterPicture(), { kind: 'image', caption }, describing())).toEqual({
        reading: { summary: 'A poster of a jazz night.', actions: [jazzNight] },
      });
    });

    it('is wanted where the caption asks for it, and no surer than the whole', async () => {
      const caption = 'in meinen Kalender bitte';

      expect(await read(posterPicture(), { kind: 'image', caption }, describing(0.4, true))).toEqual({
        reading: {
          summary: 'A poster of a jazz night.',
          actions: [{ ...jazzNight, confidence: 0.4 }],
          isAsked: true,
        },
      });
    });

    it('is asked for with what the person said and where they are', async () => {
      const seen: unknown[] = [];
      const model = withModel({
        readDocument: (document) => {
          seen.push({ ...document, bytes: document.bytes.length });
          return Promise.resolve({ answer: 'A letter.', confidence: 1 });
        },
      });
      await read(
        pdfOf('x'),
        { kind: 'document', mimeType: 'application/pdf', caption: 'what is it?', person: 'p' },
        model,
      );

      expect(seen).toEqual([
        {
          bytes: pdfOf('x').length,
          mimeType: 'application/pdf',
          caption: 'what is it?',
          reference: saidAt,
          timezone: 'Europe/Berlin',
          person: 'p',
        },
      ]);
    });

    it('is read offline when it has no answer', async () => {
      const file = Buffer.from('Team lunch on 3 December 2026 at noon');

      expect(
        (await read(file, { kind: 'document', mimeType: 'text/plain' }, withModel({}))).reading?.actions,
      ).toMatchObject([{ title: 'Team lunch' }]);
      expect((await read(posterPicture(), { kind: 'image' }, withModel({}))).reading?.summary).toContain(
        'JAZZ',
      );
    });

    it('gets a text file in UTF-8, whatever it was written in', async () => {
      const seen: string[] = [];
      const model = withModel({
        readDocument: ({ bytes }) => {
          seen.push(Buffer.from(bytes).toString());
          return Promise.resolve({ answer: 'A note.', confidence: 1 });
        },
      });
      const file = Buffer.from('\ufeffMüsli', 'utf16le');
      await read(file, { kind: 'document', mimeType: 'text/plain' }, model);

      expect(seen).toEqual(['Müsli']);
    });

    it.each([
      ['audio', 'audio/x-m4a', 'audio/mp4'],
      ['audio', 'video/mp4', 'audio/mp4'],
      ['audio', 'video/3gpp', 'audio/3gpp'],
      ['audio', 'application/ogg', 'audio/ogg'],
      ['audio', 'audio/amr', 'audio/amr'],
      ['image', 'image/png', 'image/png'],
    ] as const)('gets a file of the kind %s and type %s as %s', async (kind, mimeType, known) => {
      const seen: string[] = [];
      const note = ({ mimeType: type }: { mimeType: string }): Promise<never> => {
        seen.push(type);
        return fails();
      };
      await read(sampleFiles.m4a, { kind, mimeType }, withModel({ transcribe: note, describe: note }));

      expect(seen).toEqual([known]);
    });

    it.each([
      ['busy', 'model_away'],
      ['unavailable', 'model_away'],
      ['timeout', 'model_away'],
      ['paused', 'model_away'],
      ['day_quota', 'model_away'],
      ['answer', 'nothing_heard'],
      ['request', 'needs_model'],
      ['budget', 'needs_model'],
    ] as const)('fails with "%s": %s', async (fault, problem) => {
      const fail = (): Promise<never> => Promise.reject(new GeminiError(fault, 'no'));
      const model = withModel({ transcribe: fail });

      expect(await read(sampleFiles.mp3, { kind: 'audio', mimeType: 'audio/mpeg' }, model)).toEqual({
        problem,
      });
    });

    it('looks again later at a picture and a scan without printed text while it is away', async () => {
      const fail = (): Promise<never> => Promise.reject(new GeminiError('busy', 'no'));
      const away = withModel({ describe: fail, readDocument: fail });

      expect(await read(sampleFiles.png, { kind: 'image', mimeType: 'image/png' }, away)).toEqual({
        problem: 'model_away',
      });
      expect(await read(pdfOf(), { kind: 'document', mimeType: 'application/pdf' }, away)).toEqual({
        problem: 'model_away',
      });
    });

    it('is asked about a file of 16 MB, and not about a larger one', async () => {
      const sent: number[] = [];
      const model = withModel({
        describe: ({ bytes }) => {
          sent.push(bytes.length);
          return Promise.resolve({ answer: 'A poster.', confidence: 0.9 });
        },
      });
      const readFileOf = (bytes: number): Promise<MediaMeaning> => {
        const large = new Uint8Array(bytes);
        large.set(sampleFiles.jpeg);
        return read(large, { kind: 'image', mimeType: 'image/jpeg' }, model);
      };

      expect(await readFileOf(limitBytes)).toMatchObject({ reading: { summary: 'A poster.' } });
      expect(await readFileOf(limitBytes + 1)).toEqual({ problem: 'too_big', limitBytes });
      expect(sent).toEqual([limitBytes]);
    });

    it('is nothing when it sees nothing', async () => {
      const model = withModel({ describe: () => Promise.resolve({ confidence: 0.2 }) });

      expect(await read(posterPicture(), { kind: 'image' }, model)).toEqual({ problem: 'nothing_read' });
    });
  });

  const withRecordings = canRecord ? describe : describe.skip;
  withRecordings('of a recording', () => {
    const voice = { kind: 'audio' as const, mimeType: 'audio/ogg' };
    const hearing = (speech: boolean): MediaUnderstanding =>
      withModel({
        transcribe: () =>
          Promise.resolve({ speech, transcript: speech ? 'add milk' : '', confidence: 0.9, language: 'en' }),
      });

    it('is its words, as the model heard them', async () => {
      expect(await read(await recordingOf('add milk'), voice, hearing(true))).toEqual({
        text: 'add milk',
        reading: { heard: { confidence: 0.9, language: 'en' } },
      });
    });

    it('is nothing when nobody speaks, whatever a model would invent', async () => {
      expect(await read(await silentRecording(2), voice, hearing(true))).toEqual({
        problem: 'nothing_heard',
      });
      expect(await read(await silentRecording(2, 0), voice, hearing(true))).toEqual({
        problem: 'nothing_heard',
      });
    });

    it('of hours is not listened to', async () => {
      const hours = Buffer.from(await recordingOf('add milk'));
      hours.writeBigInt64LE(BigInt(2 * 3_600 * 48_000), hours.lastIndexOf('OggS') + 6);

      expect(await read(hours, voice, hearing(true))).toEqual({ problem: 'too_long' });
    });

    it('is nothing when the model hears noise', async () => {
      expect(await read(await silentRecording(2, 0.3), voice, hearing(false))).toEqual({
        problem: 'nothing_heard',
      });
    });

    it('takes a model where it is in a format that only a model can read', async () => {
      expect(await read(sampleFiles.mp3, { kind: 'audio', mimeType: 'audio/mpeg' })).toEqual({
        problem: 'needs_model',
      });
      expect(await read(sampleFiles.mp3, voice, hearing(true))).toMatchObject({ text: 'add milk' });
    });

    (canHearLocally() ? describe : describe.skip)('offline', () => {
      it('is what the engine there hears, never for sure', async () => {
        const heard = await read(await recordingOf('what do you want'), voice);

        expect(heard).toEqual({ text: expect.any(String), reading: { heard: { confidence: 0.3 } } });
        expect(heard.text).toMatch(/\w/);
        expect(await readdir(folder)).toEqual(['file']);
      });
    });
  });
});
