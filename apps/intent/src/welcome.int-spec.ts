import { replies } from '#replies';
import { queueBackends } from '#testing';

import { IntentApp, startApp } from '../test/intent-app.ts';

describe('the first answer to a person', () => {
  let intent: IntentApp;
  const added = 'Task 1: milk added to your list';

  beforeAll(async () => {
    intent = await IntentApp.start(queueBackends.at(-1)!);
    await intent.testDatabase.query('ALTER TABLE contact ALTER COLUMN welcomed_at DROP DEFAULT');
  });
  afterAll(() => intent.close());
  beforeEach(() => intent.reset());

  it('says below its result who writes and what else can be asked for; later ones do not', async () => {
    expect(await intent.say('add milk to my list')).toBe(`${added}\n\n${replies.welcome()}`);
    expect(await intent.say('add milk to my list')).not.toContain('automated');
    expect(await intent.say('help')).not.toContain('automated');
  });

  it('says it once when it is delivered again, and to each person', async () => {
    const message = intent.message('add milk to my list');
    const someoneElse = { from: { phone: '4915187654321', bsuid: 'DE.777' } };

    const [first] = await intent.send(message);
    const [again] = await intent.send(message);
    expect(again).toBe(first);
    expect(await intent.say('add milk to my list', someoneElse)).toContain(replies.welcome());
    expect(await intent.database.outboundMessage.count()).toBe(2);
  });

  it('says it once over two workers that get several messages together', async () => {
    const other = await startApp(queueBackends.at(-1)!, intent.testDatabase.url);
    try {
      const messages = ['milk', 'eggs', 'bread', 'tea'].map((one) => intent.message(`add ${one} to my list`));
      const answers = await intent.send(...messages);
      expect(answers.map((answer) => answer?.includes(replies.welcome()))).toEqual([
        true,
        false,
        false,
        false,
      ]);
    } finally {
      await other.close();
    }
  });

  it.each([
    ['help', () => `${replies.help()}\n\n${replies.introduction()}`],
    ['are you a robot', () => replies.identity()],
    ['the colour of the sea at night', () => `${replies.notUnderstood()}\n\n${replies.introduction()}`],
  ])('to %j says nothing twice', async (words, answer) => {
    expect(await intent.say(words)).toBe(answer());
  });

  it('comes with the first message that is answered, whatever its kind', async () => {
    expect(await intent.say('', { kind: 'reaction', text: '👍' })).toBeNull();
    expect(await intent.say('', { kind: 'sticker', text: undefined })).toContain(replies.welcome());
  });
});
