import type { InteractiveContent, LinkContent, ListContent } from './interactive.ts';
import { interactiveOf } from './interactive.ts';
import { MessageLimitError } from './message-limit.ts';

const x = (count: number): string => 'x'.repeat(count);
const buttons = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `id-${at}`, title: `No. ${at}` }));
const rows = buttons;

const underButtons = (changes: object = {}): InteractiveContent => ({
  kind: 'buttons',
  body: 'Add it?',
  buttons: buttons(2),
  ...changes,
});
const button = (changes: object): InteractiveContent =>
  underButtons({ buttons: [{ id: 'yes', title: 'Yes', ...changes }] });
const list = (changes: object = {}): ListContent => ({
  kind: 'list',
  body: 'Which one?',
  button: 'Options',
  sections: [{ rows: rows(2) }],
  ...changes,
});
const row = (changes: object): ListContent =>
  list({ sections: [{ rows: [{ id: '1', title: 'Dentist', ...changes }] }] });
const sections = (...counts: number[]): ListContent => {
  let at = 0;
  return list({
    sections: counts.map((count, index) => ({
      title: `Day ${index}`,
      rows: Array.from({ length: count }, () => ({ id: `${(at += 1)}`, title: 'x' })),
    })),
  });
};
const link = (changes: object = {}, around: Partial<LinkContent> = {}): LinkContent => ({
  kind: 'link',
  body: 'Your calendar',
  link: { title: 'Open', url: 'https://example.com/calendar', ...changes },
  ...around,
});
const withHeader = (text: string): object => ({ header: { type: 'text', text } });

describe('an interactive message', () => {
  it.each<[string, InteractiveContent, InteractiveContent, string]>([
    [
      'buttons',
      underButtons({ buttons: buttons(3) }),
      underButtons({ buttons: buttons(4) }),
      '1 to 3 buttons, not 4',
    ],
    [
      'text above buttons',
      underButtons({ body: x(1_024) }),
      underButtons({ body: x(1_025) }),
      '1 to 1024 characters, not 1025',
    ],
    ['title of a button', button({ title: x(20) }), button({ title: x(21) }), '1 to 20 characters, not 21'],
    ['id of a button', button({ id: x(256) }), button({ id: x(257) }), '1 to 256 characters, not 257'],
    [
      'footer',
      underButtons({ footer: x(60) }),
      underButtons({ footer: x(61) }),
      'footer must have 1 to 60 characters, not 61',
    ],
    [
      'header',
      underButtons(withHeader(x(60))),
      underButtons(withHeader(x(61))),
      'header must have 1 to 60 characters, not 61',
    ],
    [
      'text above a list',
      list({ body: x(4_096) }),
      list({ body: x(4_097) }),
      '1 to 4096 characters, not 4097',
    ],
    ['header of a list', list(withHeader(x(60))), list(withHeader(x(61))), '1 to 60 characters, not 61'],
    [
      'button that opens a list',
      list({ button: x(20) }),
      list({ button: x(21) }),
      '1 to 20 characters, not 21',
    ],
    [
      'choices',
      list({ sections: [{ rows: rows(10) }] }),
      list({ sections: [{ rows: rows(11) }] }),
      '1 to 10 choices in a list, not 11',
    ],
    ['choices in all sections', sections(4, 6), sections(4, 7), '1 to 10 choices in a list, not 11'],
    [
      'sections',
      sections(...Array<number>(10).fill(1)),
      sections(...Array<number>(11).fill(1)),
      '1 to 10 sections in a list, not 11',
    ],
    [
      'title of a section',
      list({ sections: [{ title: x(24), rows: rows(1) }] }),
      list({ sections: [{ title: x(25), rows: rows(1) }] }),
      '1 to 24 characters, not 25',
    ],
    ['title of a choice', row({ title: x(24) }), row({ title: x(25) }), '1 to 24 characters, not 25'],
    ['id of a choice', row({ id: x(200) }), row({ id: x(201) }), '1 to 200 characters, not 201'],
    [
      'description of a choice',
      row({ description: x(72) }),
      row({ description: x(73) }),
      '1 to 72 characters, not 73',
    ],
    ['title of a link', link({ title: x(20) }), link({ title: x(21) }), '1 to 20 characters, not 21'],
    [
      'text above a link',
      link({}, { body: x(1_024) }),
      link({}, { body: x(1_025) }),
      '1 to 1024 characters, not 1025',
    ],
    [
      'text above a request for the location',
      { kind: 'location_request', body: x(1_024) },
      { kind: 'location_request', body: x(1_025) },
      '1 to 1024 characters, not 1025',
    ],
  ])('may reach the limit of its %s, not exceed it', (_, atLimit, beyond, reason) => {
    expect(interactiveOf(atLimit)).toEqual(expect.any(Object));
    expect(() => interactiveOf(beyond)).toThrow(MessageLimitError);
    expect(() => interactiveOf(beyond)).toThrow(reason);
  });

  it.each<[string, InteractiveContent, string]>([
    ['no buttons', underButtons({ buttons: [] }), '1 to 3 buttons, not 0'],
    ['no text', underButtons({ body: '' }), '1 to 1024 characters, not 0'],
    ['an empty title', button({ title: '' }), '1 to 20 characters, not 0'],
    [
      'one title twice',
      underButtons({
        buttons: [
          { id: '1', title: 'Yes' },
          { id: '2', title: 'Yes' },
        ],
      }),
      'a title of its own',
    ],
    [
      'one id twice on buttons',
      underButtons({
        buttons: [
          { id: '1', title: 'Yes' },
          { id: '1', title: 'No' },
        ],
      }),
      'an id of its own',
    ],
    [
      'one id twice in different sections',
      list({
        sections: [
          { title: 'a', rows: rows(1) },
          { title: 'b', rows: rows(1) },
        ],
      }),
      'an id of its own',
    ],
    [
      'several sections, one without a title',
      list({ sections: [{ title: 'a', rows: rows(1) }, { rows: [{ id: 'other', title: 'x' }] }] }),
      'each of several sections needs a title',
    ],
    ['an empty section', sections(1, 0), '1 to 10 choices in a section, not 0'],
    [
      'an address of another kind',
      link({ url: 'ftp://example.com' }),
      'must begin with https: or http:, not ftp:',
    ],
    ['no address', link({ url: 'example.com' }), 'must begin with https: or http:, not something else'],
  ])('can not be sent with %s', (_, content, reason) => {
    expect(() => interactiveOf(content)).toThrow(MessageLimitError);
    expect(() => interactiveOf(content)).toThrow(reason);
  });

  it('can have a picture above and a line below', () => {
    const header = { type: 'image', file: { id: '2762702990552401' } };

    expect(interactiveOf(underButtons({ header, footer: 'Lucky Shrub' }))).toMatchObject({
      header: { type: 'image', image: { id: '2762702990552401' } },
      body: { text: 'Add it?' },
      footer: { text: 'Lucky Shrub' },
    });
  });

  it('can have a document with its name above', () => {
    const file = { link: 'https://example.com/a.pdf' };
    const header = { type: 'document', file, filename: 'Plan.pdf' } as const;

    expect(interactiveOf(link({}, { header }))).toEqual({
      type: 'cta_url',
      header: { type: 'document', document: { link: 'https://example.com/a.pdf', filename: 'Plan.pdf' } },
      body: { text: 'Your calendar' },
      action: { name: 'cta_url', parameters: { display_text: 'Open', url: 'https://example.com/calendar' } },
    });
  });

  it('asks for the location', () => {
    expect(interactiveOf({ kind: 'location_request', body: 'Where are you?' })).toEqual({
      type: 'location_request_message',
      body: { text: 'Where are you?' },
      action: { name: 'send_location' },
    });
  });
});
