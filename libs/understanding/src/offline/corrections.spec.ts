import { understandOffline } from './understand-offline.ts';

describe('a second thought', () => {
  it.each([
    [
      'call the client tomorrow, scratch that, call them today',
      'create_task',
      'call the client',
      '2026-03-10T00:00',
    ],
    ['dentist on thursday at 3pm, no wait, 4pm', 'create_event', 'dentist', '2026-03-12T16:00'],
    [
      'remind me at 5pm tomorrow to water plants, no, 6pm',
      'create_reminder',
      'water plants',
      '2026-03-11T18:00',
    ],
    ['remind me at 5, I mean 6, to call Bob', 'create_reminder', 'call Bob', '2026-03-10T18:00'],
    ['put dentist on thursday, sorry, friday at 3', 'create_event', 'dentist', '2026-03-13T15:00'],
    [
      'remind me to call Bob tomorrow, actually make it friday',
      'create_reminder',
      'call Bob',
      '2026-03-13T00:00',
    ],
    ['remind me tomorrow to call mom, I mean dad', 'create_reminder', 'call dad', '2026-03-11T00:00'],
    ['set a reminder for 5, actually make it 6, to leave', 'create_reminder', 'leave', '2026-03-10T18:00'],
    ['cancel the dentist. no wait, move it to friday', 'update_event', 'dentist', '2026-03-13T00:00'],
    ['call Ann tomorrow scratch that call her today', 'create_task', 'call Ann', '2026-03-10T00:00'],
    ['add milk, no wait, bread to my list', 'create_task', 'bread', undefined],
  ])('"%s" wins', (text, intent, title, start) => {
    const { actions } = understandOffline({
      text,
      reference: new Date('2026-03-10T14:00:00Z'),
      timezone: 'UTC',
    });
    expect(actions).toHaveLength(1);
    expect(actions[0]).toMatchObject({ intent, title, words: text });
    expect(actions[0].when?.start.slice(0, 16)).toBe(start);
  });

  it.each([
    ['remind me to check if the no wait sign is up', 'check if the no wait sign is up'],
    ['remind me to tell Ann that I am sorry', 'tell Ann that I am sorry'],
    ['add actually by Ed to my reading list', 'actually by Ed'],
  ])('is none in "%s"', (text, title) => {
    const { actions } = understandOffline({
      text,
      reference: new Date('2026-03-10T14:00:00Z'),
      timezone: 'UTC',
    });
    expect(actions).toMatchObject([{ title }]);
  });
});
