import { understandOffline } from '../understand-offline.ts';

const intentOf = (text: string) =>
  understandOffline({ text, reference: new Date('2026-03-10T14:00:00Z'), timezone: 'UTC' }).actions[0].intent;

describe('free time', () => {
  it.each([
    'where can I fit in a run',
    'how can I squeeze in the gym on thursday',
    "when's a good time to meet Tom",
    'when can we have lunch',
    'is there a gap for a call on friday',
    "what's the best time for a two hour meeting on monday",
  ])('is looked for by "%s"', (text) => expect(intentOf(text)).toBe('find_time'));

  it.each([
    'how do I fit a kitchen tap',
    'how do I fit in at school',
    'is there any room for improvement',
    'is there enough room for six people in the car',
    'when can I see the northern lights',
    "what's the best time to see the cherry blossoms",
    "what's the best day to do the washing",
  ])('is not what "%s" asks for', (text) => expect(intentOf(text)).toBe('out_of_scope'));
});
