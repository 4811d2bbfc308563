import { understandOffline } from '../understand-offline.ts';

const understand = (text: string) =>
  understandOffline({ text, reference: new Date('2026-03-10T14:00:00Z'), timezone: 'UTC' });

describe('small talk', () => {
  it.each([
    ['greeting', 'Hello'],
    ['greeting', 'hi there!'],
    ['greeting', 'Good morning'],
    ['greeting', "how's everything going"],
    ['greeting', 'hey, how are you?'],
    ['thanks', 'Thanks!'],
    ['thanks', 'thank you so much'],
    ['thanks', 'ok great, thanks'],
    ['thanks', 'I appreciate that'],
    ['help', 'help'],
    ['help', 'What can you do?'],
    ['help', 'what can you help me with'],
    ['help', 'which questions can I ask you'],
    ['help', 'i need some help with what to say'],
    ['help', "show me what you're capable of"],
    ['help', 'tell me what sort of things you can do'],
    ['help', 'how does the assistant work'],
  ])('%s: "%s"', (intent, text) => {
    expect(understand(text).actions[0].intent).toBe(intent);
  });

  it.each([
    'hey, play some music',
    'i need help with my homework',
    'how does a fridge work',
    'help me find a doctor',
    'what can you do with an old tyre',
  ])('asks for something else: "%s"', (text) => {
    expect(understand(text).actions[0].intent).toBe('out_of_scope');
  });
});
