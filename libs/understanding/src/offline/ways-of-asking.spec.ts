import { understandOffline } from './understand-offline.ts';

const read = (text: string) =>
  understandOffline({ text, reference: new Date('2026-03-10T14:00:00Z'), timezone: 'UTC' }).actions;

/** Each asks for something in a roundabout way. */
describe.each(
  Object.entries({
    create_event: [
      'send a calendar invite to joan for friday at 11',
      "i'd like my calendar to say dinner with pat on saturday",
      'hold thursday at 2 for the plumber',
      'keep sunday morning free for a hike',
      'go to my calendar and put a dentist appointment on the 12th',
      'have a call with the auditors on friday at 9',
      'keep in mind that we have a wedding on june 3rd',
      "i've an appointment with the bank on thursday at 4",
    ],
    list_events: [
      'remaining appointments for today',
      'how booked is my friday',
      'is tomorrow morning free',
      'do i have any free time on thursday',
      'which meetings are in the big room',
      "i can't remember when my interview is",
      'do we need to go to a meeting tomorrow',
    ],
    update_event: [
      'could you push the review back to friday',
      'i want my haircut moved to thursday',
      'make my 3 pm meeting start at 3:15',
      'switch pilates to the morning',
      'repeat this meeting every thursday',
    ],
    cancel_event: [
      "i'd like the interview removed from my calendar",
      'my dentist appointment needs to be cancelled',
      "dinner on friday isn't happening",
      'free up my thursday',
      'unschedule the call with mary',
    ],
    create_task: [
      "i have to get my hair cut, add it to my to do's",
      'out of soap, put it on the grocery list',
      'shopping list, add two lemons',
      'add dune to my list of books to read',
      'open a task for painting the fence',
    ],
    list_tasks: [
      "remind me what's on my to do list",
      'search my shopping list for rice',
      'do i still need to buy bread',
      'do we need anything else from the store',
      'what chores have i forgotten to do',
    ],
    complete_task: [
      'cross eggs off my shopping list, i got them',
      'finish the task water the plants',
      'done: call the school',
    ],
    delete_task: [
      'i want the bananas taken off my shopping list',
      'pull rice from my grocery list',
      'start my to do list over',
    ],
    create_reminder: [
      'tell me to call the school at 4',
      'let me know about the concert one day before',
      'drop me a reminder at 6 to feed the cat',
      'ask me tomorrow whether i sent the invoice',
      'have my phone remind me to get cash',
      'help me not forget the keys',
      'give me a ping on monday to book flights',
      'i need to be notified an hour before the game',
      'remind anna and me about the exam on friday',
    ],
    greeting: ['hello olly', 'how was your weekend', 'howdy folks', 'hey you'],
    help: [
      'what are my options',
      'which requests do you understand',
      'tell me about your features',
      "i'm not sure what to ask you",
    ],
    thanks: ['thanks a million', "i can't thank you enough", 'i do thank you'],
    out_of_scope: [
      'what should i wear for dinner',
      'choose a number from one to five',
      'add that track to the gym playlist',
      'add 3 and 4',
      'what are you doing',
      "what's the schedule for the giants",
      "what's the best shopping list app",
    ],
  }),
)('%s', (intent, texts) => {
  it.each(texts)('"%s"', (text) => expect(read(text).map((action) => action.intent)).toEqual([intent]));
});

describe('a reminder about what was just said', () => {
  it('has its own time and not that of the matter', () => {
    expect(read('i have to leave at 6, remind me at 5:30')).toMatchObject([
      { intent: 'create_reminder', title: 'leave at 6', when: { start: '2026-03-10T17:30:00+00:00' } },
    ]);
  });

  it('counts its lead time from the time of the matter', () => {
    expect(read('i have to call bob tomorrow at 4 so remind me an hour before')).toMatchObject([
      { title: 'call bob', when: { start: '2026-03-11T16:00:00+00:00' }, leadTimes: [60] },
    ]);
  });

  it('is a second command beside one that stands for itself', () => {
    expect(read('add milk to my list and remind me at 6').map(({ intent }) => intent)).toEqual([
      'create_task',
      'create_reminder',
    ]);
  });
});

it('a wish names what the order would', () => {
  expect(read('i need the meeting with ted moved to friday')).toMatchObject([
    { intent: 'update_event', title: 'meeting with ted', when: { start: '2026-03-13T00:00:00+00:00' } },
  ]);
});

/** More of the same, of kinds that were found later. */
describe.each(
  Object.entries({
    create_event: [
      'invite joe and ann to a dinner on friday at 7',
      'book a slot in my calendar for a walk at 5',
    ],
    list_events: [
      'inform me about my plans for tomorrow',
      'my next appointment',
      'what do we have in store for saturday',
      'name all the meetings on thursday',
    ],
    update_event: ['make the review with tim half an hour earlier', 'change the name of my 2pm to retro'],
    cancel_event: [
      'abort the call with the team tomorrow',
      "i can't make it to the party on friday, cancel it",
    ],
    create_task: ['add to groceries: salt', 'add candles to the stuff we need to buy'],
    list_tasks: ['whats left to do'],
    create_reminder: [
      'never let me forget the rent',
      'reminder at 6pm water the plants',
      "when it's 8 remind me to call home",
      'i always forget my vitamins, remind me every morning',
      'let me know tonight at 9 to feed the cat',
      "it's important that i don't forget to pay the fine on the 3rd",
    ],
    greeting: ['nice to meet you', "hope you're doing fine", 'how are you holding up'],
    help: ['i could use a little help', 'is there something you can help me with', 'what skills do you have'],
    thanks: ['thanks again'],
    out_of_scope: [
      'plan a vacation in greece',
      'do i need to get a permit for my trip',
      'watch a film tonight',
    ],
  }),
)('%s', (intent, texts) => {
  it.each(texts)('"%s"', (text) => expect(read(text).map((action) => action.intent)).toEqual([intent]));
});

it.each([
  ['is my tuesday busy', 'list_events'],
  ['does something begin before 9 tomorrow', 'list_events'],
  ['do i have time for a walk at 3', 'list_events'],
  ["make sure i don't miss the match on sunday", 'create_reminder'],
  ['tell me when our meeting is about to begin', 'create_reminder'],
  ['do you have a list of features', 'help'],
  ['nice work, thank you', 'thanks'],
  ['take that track off my list', 'out_of_scope'],
  ['set my alarm system to stay mode', 'out_of_scope'],
  ["what's due on my car loan", 'out_of_scope'],
])('"%s" is %s', (text, intent) => expect(read(text)[0]?.intent).toBe(intent));
