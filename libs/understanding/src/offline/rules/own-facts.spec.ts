import { understandOffline } from '../understand-offline.ts';

const understand = (text: string) =>
  understandOffline({ text, reference: new Date('2026-03-10T14:00:00Z'), timezone: 'UTC' }).actions[0];
const intentOf = (text: string) => understand(text).intent;

describe("facts of one's own", () => {
  it.each([
    "the wifi password at gran's is daffodil22",
    'my gym locker combination is 12-34-7',
    'our booking reference number is QX31',
    "the cleaner's name is Paula",
    "my daughter's teacher is called Mr Hill",
    'my blood group is B positive',
  ])('"%s" is kept', (text) => expect(understand(text)).toMatchObject({ intent: 'remember', title: text }));

  it.each([
    ["what's my gym locker combination", 'gym locker combination'],
    ['what was my passport number again', 'passport number'],
    ["do you know the wifi password at gran's", "wifi password at gran's"],
    ["what's the wifi password at home", 'wifi password at home'],
    ['remind me what my ring size is', 'ring size'],
    ["what's Leo allergic to", 'Leo allergic to'],
    ["what's the cleaner called", 'cleaner called'],
  ])('"%s" asks for one', (text, title) =>
    expect(understand(text)).toMatchObject({ intent: 'recall', title }),
  );

  it.each([
    "what's the country code for Spain",
    'what is the area code for Chicago',
    'what is the zip code of Beverly Hills',
    'what is the dress code for a wedding',
    "what's my bank account number",
    "what's my credit card pin",
    'what are people allergic to',
    "what's the capital of France called",
    'the password is wrong',
    'my locker code is 4312?',
    "Sam's shoe size is 42?",
  ])('"%s" is none', (text) => expect(intentOf(text)).toBe('out_of_scope'));
});
