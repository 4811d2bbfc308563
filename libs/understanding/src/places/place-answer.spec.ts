import { looksLikePlace, placeAnswer } from './place-answer.ts';

describe('an answer to where somebody is', () => {
  it.each([
    ['Chicago', 'Chicago', false],
    ['chicago.', 'chicago', false],
    ['in chicago', 'chicago', true],
    ['um I am in chicago', 'chicago', true],
    ["no, I'm near Denver", 'Denver', true],
    ['I live just outside of Springfield, Illinois', 'Springfield, Illinois', true],
    ["we're currently based in the Austin area", 'Austin', true],
    ["it's Central time I think", 'Central time', false],
    ['I think central time please', 'central time', false],
    ["I'm on Pacific time", 'Pacific time', true],
    ['my time zone is America/Chicago', 'America/Chicago', true],
    ['New York is right', 'New York', false],
    ['The Bronx', 'Bronx', false],
    ['ich wohne in der Nähe von Chicago', 'Chicago', true],
    ['estoy en Tijuana', 'Tijuana', true],
    ['Indianapolis', 'Indianapolis', false],
    ['Nice', 'Nice', false],
    ["it's -5", '-5', false],
    ['no, I think it is –6', '–6', false],
    ["it's - Chicago", 'Chicago', false],
  ])('"%s" names "%s"', (text, place, isLocated) => expect(placeAnswer(text)).toEqual({ place, isLocated }));

  it.each(['', '   ', 'is it Chicago?', 'in March', 'August', 'x'.repeat(100)])('"%s" is none', (text) =>
    expect(placeAnswer(text)).toBeUndefined(),
  );

  it.each(['Entenhausen', 'St. Mary-le-Bow', 'duck burg'])('"%s" looks like a place', (text) =>
    expect(looksLikePlace(text)).toBe(true),
  );

  it.each(["don't know", 'none of them', 'a meeting', 'bed', 'in', '5', 'what is the weather like in there'])(
    '"%s" does not',
    (text) => expect(looksLikePlace(text)).toBe(false),
  );
});
