import { contactCards } from './contact-cards.ts';

const cards = (...all: string[][]): string =>
  all.flatMap((lines) => ['BEGIN:VCARD', ...lines, 'END:VCARD']).join('\r\n');

describe('a vCard file', () => {
  it('is the people on it, with how to reach them', () => {
    const text = cards(
      [
        'VERSION:3.0',
        'N:Lee;Ann;;;',
        'FN:Ann Lee',
        'item1.TEL;TYPE=CELL:+49 151 23456789',
        'TEL;TYPE=WORK:+49 30 1234',
        'EMAIL;TYPE=INTERNET:ann@example.com',
        'ADR;TYPE=HOME:;;12 Main Street\\, 2nd floor;Berlin;;10115;Germany',
        'PHOTO;ENCODING=b:/9j/4AAQSkZJRgABAQ',
        ' AAAAAAAAAAAAAAAAAA',
      ],
      ['VERSION:4.0', 'FN:Bob Ray', 'TEL;VALUE=uri:tel:+1-650-555-9999'],
    );

    expect(contactCards(text)).toEqual({
      people: [
        {
          name: 'Ann Lee',
          details: [
            '+49 151 23456789',
            '+49 30 1234',
            'ann@example.com',
            '12 Main Street, 2nd floor, Berlin, 10115, Germany',
          ],
        },
        { name: 'Bob Ray', details: ['+1-650-555-9999'] },
      ],
    });
  });

  it('of version 2.1 is read too, over folded and quoted lines', () => {
    const text = cards([
      'VERSION:2.1',
      'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg;;;',
      'ADR;HOME;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:;;Lange Stra=C3=9Fe=',
      ' 5;K=C3=B6ln;;;',
      'TEL;CELL:+49151',
      ' 555',
    ]);

    expect(contactCards(text)?.people).toEqual([
      { name: 'Jörg Müller', details: ['+49151555', 'Lange Straße 5, Köln'] },
    ]);
  });

  it('names a company that has no person, and leaves out a card without any name', () => {
    expect(contactCards(cards(['ORG:Acme;Sales', 'TEL:1'], ['TEL:2']))?.people).toEqual([
      { name: 'Acme, Sales', details: ['1'] },
    ]);
    expect(contactCards(cards(['TEL:2']))).toBeUndefined();
  });

  it('has names of plain words', () => {
    expect(contactCards(cards(['FN:<b>Ann</b>\\nLee', 'TEL:1', 'TEL:1']))?.people).toEqual([
      { name: 'Ann Lee', details: ['1'] },
    ]);
  });

  it('is bounded, however many cards and lines there are', () => {
    const many = contactCards(cards(...Array.from({ length: 1_000 }, (_, at) => [`FN:P${at}`, `TEL:${at}`])));
    expect(many?.people).toHaveLength(50);
  });

  it.each(['', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR', 'BEGIN:VCARD\nFN:Ann', 'Ann Lee\n+49'])(
    'is nothing else: %j',
    (text) => expect(contactCards(text)).toBeUndefined(),
  );
});
