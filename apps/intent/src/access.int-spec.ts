import type { InboundPayload } from '#queues';
import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';

const [backend] = queueBackends;

const ana: Partial<InboundPayload> = { from: { phone: '16505551234' } };
const bo: Partial<InboundPayload> = { from: { phone: '16505555678' } };

describe.each([
  [
    { ACCESS: 'list', ACCESS_LIST: '+1 650 555 1234' },
    'I am an automated assistant for invited people only, so I cannot help you here.',
  ],
  [
    { ACCESS: 'invite', ACCESS_CODE: 'Blue bird', ACCESS_LIST: '16505551234' },
    'I am an automated assistant for invited people. If you have a code word, please send it to me.',
  ],
])('with %j', (settings, line) => {
  let intent: IntentApp;
  let asked = 0;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend, settings, () => {
      asked++;
      return Promise.resolve({ actions: [{ intent: 'help', confidence: 1, words: '' }] });
    });
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  const outcomes = async () =>
    (await intent.database.inboundMessage.findMany({ orderBy: { sentAt: 'asc' } })).map(
      ({ outcome }) => outcome,
    );

  it('whoever is listed is answered', async () => {
    expect(await intent.say('add milk to my list', ana)).toBe('Task 1: milk added to your list');
  });

  it('a stranger gets one polite line, then silence, and nothing is done or asked of a model', async () => {
    asked = 0;
    expect(await intent.say('add milk to my list', bo)).toBe(line);
    expect(await intent.say('the quick brown fox considers', bo)).toBeNull();
    expect(await intent.say('👍', { ...bo, kind: 'reaction' })).toBeNull();

    expect(await outcomes()).toEqual(['stranger_told', 'stranger_ignored', 'noted']);
    expect(await intent.database.task.count()).toBe(0);
    expect(asked).toBe(0);
  });

  it('the code word, said once, lets people in where there is one', async () => {
    await intent.say('hello', bo);
    const welcome = await intent.say(' bluebird! ', bo);

    const isByCode = settings.ACCESS === 'invite';
    expect(welcome).toEqual(isByCode ? expect.stringMatching(/^Welcome! That is the right word\. /) : null);
    expect(await intent.say('add milk to my list', bo)).toBe(
      isByCode ? 'Task 1: milk added to your list' : null,
    );
  });
});
