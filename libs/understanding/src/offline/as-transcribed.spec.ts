import { understandOffline } from './understand-offline.ts';

/** Saturday, 28 November 2026, at half past twelve. */
const understand = (text: string): unknown =>
  understandOffline({ text, reference: new Date('2026-11-28T11:30:00Z'), timezone: 'Europe/Berlin' }).actions;

const at = (start: string): object => ({ start: expect.stringContaining(start) as unknown });

describe('speech as it is transcribed, without a comma or a full stop', () => {
  it.each([
    ['call with the bank at two no three tomorrow', { title: 'call with the bank', when: at('29T15:00') }],
    ['yoga on thursday no friday at six', { title: 'yoga', when: at('04T18:00') }],
    ['lunch with mo on tuesday at noon sorry half past twelve', { when: at('01T12:30') }],
    ['coffee at noon on monday no tuesday', { title: 'coffee', when: at('01T12:00') }],
    [
      'remind me at nine i mean ten tomorrow to water the roses',
      { title: 'water the roses', when: at('29T10:00') },
    ],
    ['add butter i mean margarine to my shopping list', { title: 'margarine', list: 'shopping' }],
    ['cancel the optician no wait the barber', { intent: 'cancel_event', title: 'barber' }],
  ])('takes back what was corrected in "%s"', (text, action) => {
    expect(understand(text)).toMatchObject([action]);
  });

  it.each([
    ['add no knead bread to my shopping list', 'no knead bread'],
    ['add sorry cards to my shopping list', 'sorry cards'],
  ])('takes nothing back in "%s"', (text, title) => {
    expect(understand(text)).toMatchObject([{ title }]);
  });

  it.each([
    ['swim every monday and also on thursday', 'FREQ=WEEKLY;BYDAY=MO,TH'],
    ['pilates every tuesday as well as saturday', 'FREQ=WEEKLY;BYDAY=TU,SA'],
  ])('is one thing with the rule in "%s"', (text, rule) => {
    expect(understand(text)).toMatchObject([{ recurrence: { rule } }]);
  });

  it('hears goods that are said in a row', () => {
    const text = 'add apples bananas and a bag of rice to my shopping list';
    expect(understand(text)).toMatchObject([
      { title: 'apples' },
      { title: 'bananas' },
      { title: 'a bag of rice' },
    ]);
  });

  it('hears where a reminder before it begins', () => {
    const [event] = understand('my lease ends on the third of march remind me two weeks before') as [unknown];
    expect(event).toMatchObject({ intent: 'create_event', title: 'lease ends', leadTimes: [20_160] });
  });
});

describe('a change of what was talked about', () => {
  it.each([
    ['make that half past', { timeOnly: 'minute', when: at('12:30') }],
    ['can you make it twenty to', { timeOnly: 'minute', when: at('12:40') }],
    ['make it a quarter to four', { timeOnly: 'either_half', when: at('15:45') }],
    ['no leave it at ten', { timeOnly: 'either_half' }],
    ['keep it on wednesday', { when: at('2026-12-02') }],
    ['no put it back to sunday', { when: at('2026-11-29') }],
    ['tom cannot make it on monday can we do wednesday instead', { when: at('2026-12-02') }],
    ['sunday works better for me', { when: at('2026-11-29') }],
    ["it's at the town hall by the way", { place: 'the town hall' }],
    ["it'll take three hours", { length: 180 }],
    ['call it team breakfast instead', { newTitle: 'team breakfast' }],
    ['make it two o’clock and half an hour long', { timeOnly: 'either_half', length: 30 }],
    ['do you think you could move it to the following week', { laterBy: 10_080 }],
  ])('"%s"', (text, change) => {
    expect(understand(text)).toMatchObject([{ intent: 'update_event', ...change }]);
  });

  it.each(['call it a day', 'call it off', "it's in the middle of nowhere and I don't like it"])(
    '"%s" renames and moves nothing',
    (text) => expect(understand(text)).not.toMatchObject([{ intent: 'update_event' }]),
  );
});

describe('reminders by the clock of a day before', () => {
  it.each([
    ['remind me the evening before my exam', { title: 'my exam', leadDays: [{ days: 1, minute: 1_080 }] }],
    ['remind me the night before the flight to pack', { title: 'pack', before: 'flight' }],
    [
      'remind me to buy tulips the day before my anniversary at noon',
      { title: 'buy tulips', leadDays: [{ days: 1, minute: 720 }] },
    ],
    ['remind me on the morning of the race', { leadDays: [{ days: 0, minute: 480 }] }],
  ])('"%s"', (text, action) =>
    expect(understand(text)).toMatchObject([{ intent: 'create_reminder', ...action }]),
  );

  it('belongs to the event that is made with it', () => {
    expect(understand('optician tuesday at nine, remind me the evening before')).toMatchObject([
      { intent: 'create_event', title: 'optician', leadDays: [{ days: 1, minute: 1_080 }] },
    ]);
  });
});

it('asks what to put on a list where nothing is named', () => {
  const [action] = understandOffline({
    text: 'put on my baking list',
    reference: new Date(),
    timezone: 'UTC',
  }).actions;
  expect(action).toMatchObject({ intent: 'create_task', list: 'baking' });
  expect(action.title).toBeUndefined();
});

it('names a timer without its article', () => {
  expect(understand('set an oven timer for 20 minutes')).toMatchObject([{ title: 'oven' }]);
});

it.each([
  ['undo', 'no that was wrong take it back'],
  ['undo', 'oops i didn’t mean to do that'],
  ['undo', 'put them back'],
  ['undo', 'keep it the way it was'],
  ['list_timers', 'how many timers do i have running'],
  ['list_timers', 'how much longer for the potatoes'],
  ['create_timer', 'set a timer for seven and a half minutes'],
  ['update_timer', 'give the potatoes two more minutes'],
  ['recall', 'what have i got in my notes'],
  ['set_preference', 'don’t wake me before eight'],
  ['set_preference', 'send me what i have on every morning at seven'],
  ['agenda', 'what was i supposed to do on monday'],
])('%s is meant by "%s"', (intent, text) => expect(understand(text)).toMatchObject([{ intent }]));
