import type { StoredFile } from '../../../media/media.shelf.ts';
import { refusedWith } from '../../../../test/refused-with.ts';
import { readInteractive } from './interactive.ts';
import type { Files } from './media.ts';

const picture = { id: '1', mimeType: 'image/png', bytes: Buffer.alloc(10) } as StoredFile;
const files: Files = { find: (id) => (id === '1' ? picture : undefined) };

const read = (part: unknown) => readInteractive(files, part);
const body = { text: 'Your workshop is at 9am.' };

const button = (id: string, title: string) => ({ type: 'reply', reply: { id, title } });
const buttons = (...all: object[]) => ({ type: 'button', body, action: { buttons: all } });
const change = button('change-button', 'Change');

const row = { id: 'priority_express', title: 'Priority Mail Express', description: 'Next Day to 2 Days' };
const list = (...sections: object[]) => ({ type: 'list', body, action: { button: 'Options', sections } });

const link = (parameters: object) => ({ type: 'cta_url', body, action: { name: 'cta_url', parameters } });

describe('buttons', () => {
  it('are taken with a header and a footer', () => {
    const header = { type: 'image', image: { id: '1' } };
    expect(read({ ...buttons(change), header, footer: { text: 'Lucky Shrub' } })).toEqual({
      kind: 'interactive',
      header: {
        media: { kind: 'image', file: { url: '_phone/files/1', mimeType: 'image/png', bytes: 10 } },
      },
      body: body.text,
      footer: 'Lucky Shrub',
      action: { type: 'buttons', buttons: [{ id: 'change-button', title: 'Change' }] },
    });
  });

  it.each([
    ['four of them', buttons(...['a', 'b', 'c', 'd'].map((id) => button(id, id))), 100, 'action.buttons'],
    ['none', buttons(), 100, 'action.buttons'],
    ['a title of 21 characters', buttons(button('a', 'x'.repeat(21))), 100, 'buttons.0.reply.title'],
    ['an id of 257 characters', buttons(button('x'.repeat(257), 'a')), 100, 'buttons.0.reply.id'],
    ['a title twice', buttons(button('a', 'Yes'), button('b', 'Yes')), 131_009, 'a title of its own'],
    ['a kind that there is not', buttons({ type: 'url' }), 131_009, 'buttons.0.type'],
    ['no body', { ...buttons(change), body: undefined }, 131_008, 'interactive.body is required'],
    [
      'a body of 1025 characters',
      { ...buttons(change), body: { text: 'x'.repeat(1_025) } },
      100,
      'body.text',
    ],
    ['a footer of 61 characters', { ...buttons(change), footer: { text: 'x'.repeat(61) } }, 100, 'footer'],
    [
      'a header of 61 characters',
      { ...buttons(change), header: { type: 'text', text: 'x'.repeat(61) } },
      100,
      'interactive.header.text',
    ],
    [
      'a picture that there is not',
      { ...buttons(change), header: { type: 'image', image: { id: '2' } } },
      100,
      'interactive.header.image.id',
    ],
    ['a header of another kind', { ...buttons(change), header: { type: 'audio' } }, 131_009, 'header.type'],
  ])('are refused with %s', (_, part, code, words) => {
    expect(refusedWith(() => read(part))).toEqual({ code, details: expect.stringContaining(words) });
  });
});

describe('a list', () => {
  it('is taken with sections of rows', () => {
    const header = { type: 'text', text: 'Shipping' };
    const sections = [{ title: 'I want it ASAP!', rows: [row] }];
    expect(read({ ...list(...sections), header })).toMatchObject({
      header: { text: 'Shipping' },
      action: { type: 'list', button: 'Options', sections },
    });
  });

  it('may have one section without a title, and a body of 4096 characters', () => {
    const part = { ...list({ rows: [row] }), body: { text: 'x'.repeat(4_096) } };
    expect(read(part)).toMatchObject({ action: { type: 'list' } });
  });

  const rows = (count: number) => Array.from({ length: count }, () => row);
  it.each([
    ['eleven rows', list({ title: 'a', rows: rows(6) }, { title: 'b', rows: rows(5) }), 131_009, '10 rows'],
    [
      'two sections, one without a title',
      list({ title: 'a', rows: [row] }, { rows: [row] }),
      131_009,
      'title',
    ],
    ['no rows', list({ rows: [] }), 100, 'sections.0.rows'],
    ['a picture on top', { ...list({ rows: [row] }), header: { type: 'image' } }, 131_009, 'header of text'],
    ['a row title of 25 characters', list({ rows: [{ ...row, title: 'x'.repeat(25) }] }), 100, 'title'],
    ['a description of 73', list({ rows: [{ ...row, description: 'x'.repeat(73) }] }), 100, 'description'],
    ['a row id of 201', list({ rows: [{ ...row, id: 'x'.repeat(201) }] }), 100, 'id'],
  ])('is refused with %s', (_, part, code, words) => {
    expect(refusedWith(() => read(part))).toEqual({ code, details: expect.stringContaining(words) });
  });
});

describe('other interactive messages', () => {
  it('open an address', () => {
    expect(read(link({ display_text: 'See Dates', url: 'https://example.com/' })).action).toEqual({
      type: 'link',
      title: 'See Dates',
      url: 'https://example.com/',
    });
  });

  it('ask for a location', () => {
    const part = { type: 'location_request_message', body, action: { name: 'send_location' } };
    expect(read(part).action).toEqual({ type: 'ask location' });
  });

  it('are taken by their name when the page can not show them', () => {
    const flow = { type: 'flow', body, action: { name: 'flow', parameters: { flow_cta: 'Open!' } } };
    expect(read(flow).action).toEqual({ type: 'other', name: 'flow' });
  });

  it('need no body when they show a product', () => {
    const part = { type: 'product', action: { catalog_id: '1', product_retailer_id: '2' } };
    expect(read(part)).toMatchObject({ body: '', action: { name: 'product' } });
  });

  it.each([
    ['an address that is none', link({ display_text: 'Dates', url: 'dates' }), 131_009],
    ['a long label', link({ display_text: 'x'.repeat(21), url: 'https://example.com' }), 100],
    ['another action', { type: 'location_request_message', body, action: { name: 'go' } }, 131_009],
    ['no action', { type: 'flow', body }, 131_008],
    ['a type that there is not', { type: 'poll', body }, 131_009],
    ['no type', { body }, 131_008],
  ])('are refused with %s', (_, part, code) => {
    expect(refusedWith(() => read(part)).code).toBe(code);
  });
});
