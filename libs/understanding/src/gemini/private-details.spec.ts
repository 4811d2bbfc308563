import { PrivateDetails } from './private-details.ts';

describe('private details', () => {
  it.each([
    ['call +49 151 2345 6789 at 5', 'call [number 1] at 5'],
    ['call (415) 555-0123.', 'call [number 1].'],
    ['call 0151 23456789', 'call [number 1]'],
    ['mail ann.b+x@mail.example.org tomorrow', 'mail [address 1] tomorrow'],
    ['+4915123456789 and +4915123456789', '[number 1] and [number 1]'],
  ])('are hidden and come back: %s', (text, hidden) => {
    const details = new PrivateDetails();

    expect(details.hide(text)).toBe(hidden);
    expect(details.restore({ actions: [{ title: hidden, number: 1 }] })).toEqual({
      actions: [{ title: text, number: 1 }],
    });
  });

  it.each([
    'dentist 2026-11-21 17:30',
    'from 10:00-11:30 on 21.11.2026',
    'meet on 11/21/2026 1700',
    'done 1, 2, 3, 4, 5, 6, 7, 8, 9 and 10',
    'pay 1,250,000.00',
  ])('are not what only looks like one: %s', (text) => {
    expect(new PrivateDetails().hide(text)).toBe(text);
  });

  it('are found within a text that looks like one long address', () => {
    const text = `${'a.'.repeat(2_000)} ann@example.org ${'-'.repeat(2_000)}`;

    expect(new PrivateDetails().hide(text)).toBe(text.replace('ann@example.org', '[address 1]'));
  });

  it('are not put where the person wrote something similar', () => {
    const details = new PrivateDetails();
    details.hide('+4915123456789');

    expect(details.restore('[number 2]')).toBe('[number 2]');
  });
});
