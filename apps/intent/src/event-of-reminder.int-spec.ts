import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';

const [backend] = queueBackends;

describe('"it"', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  const lastAnswerTo = async (...texts: string[]): Promise<string | null> => {
    let answer: string | null = null;
    for (const text of texts) answer = await intent.say(text);
    return answer;
  };

  describe('after a reminder of an event', () => {
    const reminded = ['parents evening on 3 march at 4', 'remind me 30 minutes before that'];

    it.each([
      ['rename it to school talk', /^Event 'parents evening' is called 'school talk' now/],
      ['rename it', /^What should I call 'parents evening' instead\?/],
      ["it's in room 4", /^Event 'parents evening' is at room 4 now/],
      ['make it two hours long', /^Event 'parents evening' is now .* from 4:00 PM to 6:00 PM/],
      ['how long is it', /^parents evening: .* at 4:00 PM/],
      ['what time does it finish', /^parents evening: .* at 4:00 PM/],
      ['when will that ring?', /^parents evening: .* at 3:30 PM/],
      ['make it 3pm', /^I'll remind you .* at 3:00 PM now: \*parents evening\*/],
      ['cancel that', /^Cancelled: \*parents evening\*/],
    ])('"%s"', async (text, answer) => {
      expect(await lastAnswerTo(...reminded, text)).toMatch(answer);
      expect(await intent.database.event.count({ where: { cancelledAt: null } })).toBe(1);
    });

    it('is the event also where it rings twice', async () => {
      const asked = await lastAnswerTo(
        'lunch on 3 march at noon',
        'parents evening on 3 march at 4',
        'remind me a day and an hour before that',
        "it's in room 4",
      );
      expect(asked).toMatch(/^Event 'parents evening' is at room 4 now/);
    });

    it('is the reminder where that has a name of its own', async () => {
      const answer = await lastAnswerTo(
        'exam on 5 march at 9am',
        'remind me the night before the exam to pack',
        'rename it to pack my bag',
      );
      expect(answer).toMatch(/^I'll remind you .*: \*pack my bag\*/);
    });
  });
});
