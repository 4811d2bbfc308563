import { understandOffline } from '../understand-offline.ts';

const understand = (text: string) =>
  understandOffline({ text, reference: new Date('2026-03-10T14:00:00Z'), timezone: 'UTC' }).actions[0];
const intentOf = (text: string) => understand(text).intent;

describe('short spoken forms', () => {
  it.each([
    ['create_task', 'jot down buy envelopes', 'buy envelopes'],
    ['create_task', 'jot this down, ring the garage', 'ring the garage'],
    ['create_task', 'make a note to order a cake', 'order a cake'],
    ['create_task', 'I ought to book the dog in for a check-up', 'book the dog in for a check-up'],
    ['create_task', 'add a task, send the photos to Ann', 'send the photos to Ann'],
    ['create_reminder', 'give me a prod at 5 to leave for work', 'leave for work'],
    ['create_reminder', 'I need reminding to charge the car tonight', 'charge the car'],
    ['update_event', "make my coffee with Jo 2 o'clock instead", 'coffee with Jo'],
  ])('%s: "%s"', (intent, text, title) => expect(understand(text)).toMatchObject({ intent, title }));

  it.each([
    ['list_events', 'show me next weekend'],
    ['list_events', 'pull up thursday'],
    ['find_time', 'is there a gap on friday for a 20 minute call'],
    ['find_time', 'do I have a spare hour tomorrow'],
    ['find_time', 'have I got half an hour free on monday'],
    ['snooze_reminder', 'not now, in a bit'],
    ['snooze_reminder', 'not right now, later'],
    ['list_timers', 'how much time is left'],
    ['list_timers', 'how long have I got left'],
    ['agenda', 'brief me for tomorrow'],
    ['missed', 'did anything happen while I was out'],
    ['missed', 'has anything come up since this morning'],
    ['set_preference', 'call me Max from now on'],
    ['set_preference', 'from now on call me Max'],
    ['list_preferences', 'how have I got you set up'],
    ['send_calendar', 'can I have my calendar as an ics file'],
    ['export_data', 'give me all the information you hold about me'],
    ['undo', 'actually undo that last one'],
    ['undo', 'put it back how it was'],
    ['help', 'how do I add something to my list'],
    ['help', 'how can I delete an event'],
    ['help', 'how would I set a reminder'],
  ])('%s: "%s"', (intent, text) => expect(intentOf(text)).toBe(intent));

  it.each(['another 10 minutes', 'give me ten more minutes', 'just 10 more minutes'])(
    '"%s" says how long',
    (text) =>
      expect(understand(text)).toMatchObject({
        intent: 'snooze_reminder',
        when: { start: '2026-03-10T14:10:00+00:00' },
      }),
  );

  it.each([
    'show me pictures of cats',
    'show me the weather for next week',
    'is there a gap in the market',
    'do I have a free trial',
    'how much time is left in the game',
    'did anything happen in the news',
    'call me a cab',
    'how do I add an event to google calendar',
    'how do I set a timer on my oven',
    'five more beers',
  ])('"%s" is for others', (text) => expect(intentOf(text)).toBe('out_of_scope'));
});
