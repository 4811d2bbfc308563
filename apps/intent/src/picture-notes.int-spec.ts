import { NotePictureStore } from '#data';
import type { InboundPayload } from '#queues';
import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';
import { mostPictures } from './picture-notes.ts';

const [backend] = queueBackends;
const bytes = new Uint8Array([1, 2, 3]);

describe('a note with a picture', () => {
  let intent: IntentApp;
  let pictures: NotePictureStore;
  let files = 0;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
    pictures = intent.app.get(NotePictureStore, { strict: false });
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  /** As the media step hands it on. */
  const file = (problem?: 'nothing_read' | 'model_away'): Partial<InboundPayload> => {
    const id = `media-${++files}`;
    const picture = { id, mimeType: 'image/png', sha256: 'hash' };
    return { kind: 'image', media: { id }, mediaOutcome: { problem, reading: { picture } } };
  };
  const show = (caption?: string, problem: 'nothing_read' | 'model_away' = 'nothing_read') =>
    intent.say(caption as string, file(problem));
  const rows = () => intent.database.notePicture.findMany({ orderBy: { id: 'asc' } });
  /** As the media app does with what is due. */
  async function fetchAll(): Promise<void> {
    for (const { id } of await pictures.claim(10)) await pictures.keep(id, bytes, 'image/png');
  }
  /** What the last answer brings. */
  async function brought(): Promise<unknown> {
    const last = await intent.database.outboundMessage.findFirst({ orderBy: { createdAt: 'desc' } });
    return last?.document;
  }
  const sweep = () => pictures.removeLeft();

  it.each([
    ['remember where I parked', 'where I parked', 'where did I park?'],
    ['my locker', 'my locker', "what's my locker?"],
    ['remember this: the wifi of the flat', 'the wifi of the flat', "what's the wifi of the flat?"],
    ['note that this is my passport', 'my passport', 'show me my passport'],
  ])('by its caption "%s" comes back when it is asked for', async (caption, name, question) => {
    expect(await show(caption)).toContain(`I'll keep this picture for you: ${name}`);
    const [row] = await rows();
    expect(intent.sealer.open(row?.mediaSealed ?? '')).toContain(`media-${files}`);
    expect(await intent.say(question)).toBe(
      `You told me: ${name}. Its picture is not here yet: ask me again in a moment.`,
    );
    await fetchAll();

    expect(await intent.say(question)).toBe(`Here is your picture: ${name}`);
    expect(await brought()).toEqual({ kind: 'picture', pictureId: row?.id });
    expect(await intent.say('what do you remember?')).toContain(`1. ${name} (with its picture)`);
  });

  it('is asked for before the picture comes', async () => {
    expect(await intent.say('remember this')).toMatch(/^What should I remember\?/);

    expect(await show(undefined, 'model_away')).toContain("I'll keep this picture for you");
    await fetchAll();
    expect(await intent.say('show me the picture')).toBe('Here is your picture');
    expect(await brought()).toMatchObject({ kind: 'picture' });
  });

  it.each([
    ['remember this', 'show me the picture', 'Here is your picture'],
    ['note that this is my passport', 'show me my passport', 'Here is your picture: my passport'],
  ])('is made of the picture that was sent before "%s"', async (words, question, caption) => {
    await show();
    expect(await intent.say(words)).toMatch(/^I'll keep this picture for you/);
    await fetchAll();

    expect(await intent.say(question)).toBe(caption);
    expect(await intent.say('remember this')).toMatch(/^What should I remember\?/);
  });

  it('is not made of a picture that nobody asked to keep', async () => {
    await show();
    await show('look at this');

    expect(await rows()).toEqual([]);
    expect(await intent.database.note.count()).toBe(0);
  });

  it('says that its picture could not be kept', async () => {
    await show('my locker');
    const [row] = await rows();
    await pictures.giveUp(row?.id ?? '');

    expect(await intent.say("what's my locker?")).toBe(
      'You told me: my locker. I could not keep its picture: WhatsApp did not give it to me.',
    );
  });

  it('is gone after undo, with its picture', async () => {
    await show('my locker');
    await fetchAll();
    expect(await intent.say('undo')).toBe('Undone: “my locker”');

    expect(await intent.say("what's my locker?")).toMatch(/^I know nothing about that/);
    await sweep();
    expect(await rows()).toEqual([]);
  });

  it('keeps its picture when its caption is edited', async () => {
    const original = intent.message('my loker', file('nothing_read'));
    const edit = (words: string) =>
      intent.send(intent.message(words, { kind: 'edit', refersTo: original.messageKey }));
    await intent.send(original);
    await fetchAll();

    await edit('my lokcer');
    const [answer] = await edit('my locker');
    expect(answer).toMatch(/^I'll keep this picture for you: my locker[^]*You changed your message/);
    await sweep();
    await fetchAll();

    expect(await intent.say("what's my locker?")).toBe('Here is your picture: my locker');
    expect(await intent.say('what do you remember?')).not.toMatch(/loker|lokcer/);
  });

  it('is made of a picture whose caption asks for it since it was edited', async () => {
    const original = intent.message('look at this', file('nothing_read'));
    await intent.send(original);

    const edit = intent.message('remember this', { kind: 'edit', refersTo: original.messageKey });
    expect(await intent.send(edit)).toEqual([expect.stringMatching(/^I'll keep this picture for you/)]);
  });

  it('that is forgotten comes back with its picture after undo, and is gone for good once nothing can bring it back', async () => {
    await show('my locker');
    await fetchAll();
    await intent.say('forget my locker');
    await sweep();
    await intent.say('undo');
    await sweep();
    expect(await intent.say("what's my locker?")).toBe('Here is your picture: my locker');

    await intent.say('forget my locker');
    await intent.testDatabase.query("UPDATE change SET at = at - interval '26 hours'");
    await sweep();
    expect(await rows()).toEqual([]);
  });

  it('that is replaced has the new picture, and after undo the one before', async () => {
    await show('my locker');
    const [first] = await rows();
    await fetchAll();
    expect(await show('My locker')).toContain(
      "I'll keep this picture for you in place of the one before: My locker",
    );
    const second = (await rows()).at(-1);
    await fetchAll();
    await intent.say("what's my locker?");
    expect(await brought()).toMatchObject({ pictureId: second?.id });

    await intent.say('undo');
    await sweep();

    await intent.say("what's my locker?");
    expect(await brought()).toMatchObject({ pictureId: first?.id });
    expect(await rows()).toMatchObject([{ id: first?.id }]);
  });

  it('loses its picture where words alone take its place', async () => {
    await show('my locker is 42');
    await fetchAll();

    await intent.say('remember that my locker is 43');

    expect(await intent.say("what's my locker?")).toBe('You told me: my locker is 43');
  });

  it('is refused beyond what one person can have, with what to do', async () => {
    await show('my locker');
    await intent.testDatabase.query(`
      INSERT INTO note_picture (id, contact_id) SELECT gen_random_uuid(), contact_id FROM note, generate_series(2, ${mostPictures});
      INSERT INTO note (id, contact_id, kind, note_sealed, picture_id)
      SELECT gen_random_uuid(), n.contact_id, 'fact', n.note_sealed, p.id FROM note n, note_picture p WHERE p.id <> n.picture_id`);

    expect(await show('my passport')).toContain('100 is the most. Have me forget one');
    expect(await intent.database.notePicture.count()).toBe(mostPictures);
  });

  it('is not fetched any more once it is forgotten', async () => {
    await show('my locker');
    await intent.say('forget my locker');

    expect(await pictures.claim(10)).toEqual([]);
    await intent.say('undo');
    expect(await pictures.claim(10)).toHaveLength(1);
  });

  it('is erased at once with everything else', async () => {
    await show('my locker');
    await fetchAll();
    await intent.say('delete my data');
    await intent.say('yes');

    expect(await rows()).toEqual([]);
  });
});
