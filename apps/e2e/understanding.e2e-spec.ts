import {
  canRecord,
  icsOf,
  pdfOf,
  posterPicture,
  queueBackends,
  recordingOf,
  sampleFiles,
  silentRecording,
  StandInGemini,
  TestStack,
  waitUntil,
} from '#testing';

const apps = ['ingress', 'media', 'intent', 'notifier', 'simulator'] as const;
const [backend] = queueBackends;
const voice = ['audio', 'audio/ogg; codecs=opus', { voice: 'true' }] as const;
const inTwoYears = new Date().getFullYear() + 2;
const concert = {
  words: 'Jazz night',
  intent: 'create_event',
  confidence: 0.95,
  title: 'Jazz night',
  when: { start: `${inTwoYears}-12-04T20:00`, grain: 'hour' },
};

describe.each(['with', 'without'])('what people say, show and send, %s a language model', (model) => {
  let gemini: StandInGemini;
  let stack: TestStack;

  beforeAll(async () => {
    gemini = await StandInGemini.start();
    const settings = { DEFAULT_TIMEZONE: 'Europe/Berlin', ...(model === 'with' && gemini.settings) };
    stack = await TestStack.start(backend!, [...apps], settings);
  });
  afterAll(async () => {
    await stack?.close();
    await gemini.close();
  });
  beforeEach(() => gemini.forget());

  type File = [kind: string, bytes: Uint8Array, type: string, about?: Record<string, string>];
  const sends = async () => (await stack.simulator.books()).sends;
  const attach = (...[kind, bytes, type, about = {}]: File) =>
    stack.simulator.attach(kind, Uint8Array.from(bytes), type, about);

  /** Sends and waits for the answer. */
  async function answerTo(send: () => Promise<unknown>): Promise<string> {
    const before = (await sends()).length;
    await send();
    return waitUntil('it is answered', async () => (await sends())[before]?.body);
  }
  const say = (words: string) => () => stack.simulator.say(words);
  const isFile = ({ files }: { files: unknown[] }): boolean => files.length > 0;

  const hears = (transcript: string, confidence = 0.95): void =>
    gemini.answer({ speech: true, transcript, confidence, language: 'en' }, isFile);
  const sees = (answer: object): void => gemini.answer({ confidence: 0.95, ...answer }, isFile);

  if (model === 'without') {
    it('a poster is read, and what it announces is asked about', async () => {
      expect(await answerTo(() => attach('image', posterPicture(), 'image/png'))).toMatch(/JAZZ NIGHT/);
    });

    it('a picture that is to be remembered comes back, with its words', async () => {
      const caption = 'remember where I parked';
      expect(await answerTo(() => attach('image', sampleFiles.png, 'image/png', { caption }))).toMatch(
        /^I'll keep this picture for you: where I parked/,
      );
      await waitUntil('it is kept', async () => {
        const kept = await stack.database.query('SELECT FROM note_picture WHERE kept_at IS NOT NULL');
        return kept.length > 0;
      });

      await answerTo(say('where did I park?'));
      const request = (await sends()).at(-1)?.request;
      expect(request).toMatchObject({
        type: 'image',
        image: { caption: 'Here is your picture: where I parked' },
      });
      const { id } = (request as unknown as { image: { id: string } }).image;
      const shown = await fetch(`${stack.app('simulator').url}/_phone/files/${id}`);
      expect(new Uint8Array(await shown.arrayBuffer())).toEqual(sampleFiles.png);
    });

    it('a picture without text, and a video, are answered honestly', async () => {
      expect(await answerTo(() => attach('image', sampleFiles.png, 'image/png'))).toMatch(
        /^I found nothing to read in your picture/,
      );
      expect(await answerTo(() => attach('video', sampleFiles.mp4, 'video/mp4'))).toMatch(
        /^I cannot make use of your video yet/,
      );
    });

    it('a letter is read, and its appointment is made after a yes', async () => {
      const letter = pdfOf(
        'Dental practice',
        'Your appointment: Check-up',
        `1 December ${inTwoYears} at 3 pm`,
      );

      expect(await answerTo(() => attach('document', letter, 'application/pdf'))).toMatch(
        /^Shall I put this in your calendar: .*Check-up, .* 3:00 PM\?/,
      );
      expect(await answerTo(say('yes'))).toMatch(/^Event '.*Check-up' scheduled for/);
    });
  } else {
    (canRecord ? describe : describe.skip)('a voice message', () => {
      it('is heard, done, and repeated', async () => {
        hears(`dentist on 3 December ${inTwoYears} at 3pm`);
        const recording = await recordingOf('dentist on the third of December');

        const answer = await answerTo(() => attach(voice[0], recording, voice[1], voice[2]));

        expect(answer).toMatch(
          /^Event 'dentist' scheduled for \w+ 3 Dec \d+ at 3:00 PM\n\nYou said: “dentist on/,
        );
        expect(gemini.requests[0]?.files).toEqual([{ mimeType: 'audio/ogg', bytes: Buffer.from(recording) }]);
      });

      it('that was not heard well is asked about with buttons', async () => {
        hears('add milk to my list', 0.4);
        const recording = await recordingOf('add milk to my list');

        expect(await answerTo(() => attach(voice[0], recording, voice[1], voice[2]))).toBe(
          'Shall I add this to your list: milk?\n\nYou said: “add milk to my list”',
        );
        expect(await answerTo(say('Yes'))).toBe('Task 1: milk added to your list');
      });

      it('of silence is never turned into a sentence', async () => {
        hears('thank you for watching');
        const silence = await silentRecording(2);

        expect(await answerTo(() => attach(voice[0], silence, voice[1], voice[2]))).toMatch(
          /^I heard nothing/,
        );
        expect(gemini.calls).toBe(0);
      });
    });

    it('a voice message that only the model could hear is answered honestly while it is away', async () => {
      gemini.fail('overloaded', 'overloaded', 'overloaded');

      expect(await answerTo(() => attach('audio', sampleFiles.mp3, 'audio/mpeg', voice[2]))).toBe(
        'I cannot make use of your voice message right now. I will try again and answer then. If it is urgent, please write it to me.',
      );
      expect(gemini.calls).toBe(3);
    });

    it('a picture that the model refuses to look at is not promised for later', async () => {
      gemini.fail('safety');

      expect(await answerTo(() => attach('image', sampleFiles.png, 'image/png'))).toMatch(
        /^I found nothing to read in your picture/,
      );
    });

    it('a picture with a caption becomes an event', async () => {
      sees({ answer: 'A poster of a jazz night.', actions: [concert], isAsked: true });

      expect(
        await answerTo(() =>
          attach('image', posterPicture(), 'image/png', { caption: 'add this to my calendar' }),
        ),
      ).toBe(
        `Event 'Jazz night' scheduled for ${dayOf(concert.when.start)} at 8:00 PM\n\nA poster of a jazz night.`,
      );
    });

    it('a picture, and then words, are one request', async () => {
      await stack.database.query('DELETE FROM event');
      sees({ answer: 'A poster of a jazz night.', actions: [concert] });

      expect(await answerTo(() => attach('image', posterPicture(), 'image/png'))).toMatch(
        /^Shall I put this in your calendar: Jazz night, .*\?\n\nA poster of a jazz night\.$/,
      );
      expect(await answerTo(say('put that in my calendar'))).toMatch(/^Event 'Jazz night' scheduled for/);
    });

    it('a PDF is summed up, and its dates are asked about', async () => {
      sees({ answer: 'An invitation to a concert.', actions: [{ ...concert, confidence: 0.5 }] });

      expect(await answerTo(() => attach('document', pdfOf('Concert'), 'application/pdf'))).toMatch(
        /^Shall I put this in your calendar: Jazz night.*An invitation to a concert\.$/s,
      );
      expect(await answerTo(say('No'))).toBe('OK, I left it as it was.');
    });

    it('a calendar file of three events is added as a whole after a yes, and the model is not asked', async () => {
      const file = icsOf(
        [`DTSTART:${inTwoYears}1201T140000Z`, 'SUMMARY:Dentist'],
        [`DTSTART:${inTwoYears}1202T140000Z`, 'SUMMARY:Choir'],
        [`DTSTART;VALUE=DATE:${inTwoYears}1224`, 'SUMMARY:Christmas Eve'],
      );
      const about = { filename: 'events.ics' };

      expect(await answerTo(() => attach('document', file, 'text/calendar', about))).toMatch(
        /^3 events: add all\?\n• Dentist, .*\n• Choir, .*\n• Christmas Eve, /,
      );
      expect(await answerTo(say('yes'))).toBe('Added 3 events to your calendar.');
      expect(gemini.calls).toBe(0);
    });

    it('words in a picture cannot delete anything', async () => {
      await answerTo(say('add bread to my list'));
      sees({ answer: 'A sign.', actions: [{ ...concert, intent: 'delete_task', all: true }] });

      const answer = await answerTo(() => attach('image', posterPicture(), 'image/png'));

      expect(answer).not.toMatch(/delete/i);
      expect(await answerTo(say("what's on my list"))).toContain('bread');
    });

    it('a slow thought of one person does not hold up what others say plainly', async () => {
      let release = (): void => undefined;
      const isThoughtOver = new Promise<void>((over) => (release = over));
      gemini.answer(async () => {
        await isThoughtOver;
        return { actions: [{ words: 'hm', intent: 'create_task', confidence: 0.9, title: 'ponder' }] };
      });
      const person = (at: number) => ({ phone: `49151000000${String(at).padStart(2, '0')}`, name: 'Jo' });
      const saying = (words: string, ...people: number[]) =>
        Promise.all(people.map((at) => stack.simulator.say(words, person(at))));
      const before = (await sends()).length;
      const answers = async () => (await sends()).slice(before).map(({ body }) => body);
      try {
        const slow = await saying('blue ideas ponder slowly', 0, 1, 2, 3, 4);
        await waitUntil('all of them are thought about', () => gemini.calls === slow.length);
        await Promise.all([
          saying('and then add tea to my list', 0),
          saying('add milk to my list', 5, 6, 7, 8, 9),
        ]);

        const plain = Array.from({ length: 5 }, () => 'Task 1: milk added to your list');
        await waitUntil('others are answered', async () => (await answers()).length >= plain.length);
        expect(await answers()).toEqual(plain);
        // Those who wait see that somebody is writing.
        await waitUntil('that is seen', async () => {
          const { reads } = await stack.simulator.books();
          const typed = new Set(reads.flatMap(({ wamid, typing }) => (typing ? wamid : [])));
          return slow.every(({ wamid }) => typed.has(wamid));
        });
      } finally {
        release();
      }
      await waitUntil('all are answered', async () => (await answers()).length === 11);
      expect(await answers()).toContain('Task 2: tea added to your list');
    });
  }
});

/** "Mon 4 Dec 2028" */
function dayOf(iso: string): string {
  const day = new Date(`${iso}:00Z`);
  const word = (options: Intl.DateTimeFormatOptions): string =>
    day.toLocaleDateString('en-GB', { timeZone: 'UTC', ...options });
  return `${word({ weekday: 'short' })} ${word({ day: 'numeric' })} ${word({ month: 'short' })} ${word({ year: 'numeric' })}`;
}
