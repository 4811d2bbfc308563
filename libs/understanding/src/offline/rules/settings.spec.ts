import { understandOffline } from '../understand-offline.ts';

const understand = (text: string) =>
  understandOffline({ text, reference: new Date('2026-03-10T14:00:00Z'), timezone: 'UTC' }).actions[0];
const intentOf = (text: string) => understand(text).intent;

describe('data of the person', () => {
  it.each([
    'delete my account',
    'delete the account please',
    'erase all my data',
    'wipe all of my personal data',
    'delete everything you know about me',
    'remove all data about me',
    'delete all my data from your servers',
  ])('is erased by "%s"', (text) => expect(intentOf(text)).toBe('erase_data'));

  it.each([
    'get rid of my data structures lecture on friday',
    'get rid of the account review on friday',
    'delete the meeting with my account manager',
    'delete the photo from my profile',
    'remove my profile picture',
    'delete my data science class tomorrow',
  ])('is not erased by "%s"', (text) => expect(intentOf(text)).not.toBe('erase_data'));

  it.each([
    'export my data',
    'download my data as json',
    'give me all the info you have about me',
    'send me everything you know about me',
  ])('is sent by "%s"', (text) => expect(intentOf(text)).toBe('export_data'));

  it.each([
    'give me all the info you have about flights to Rome',
    'give me everything you know about Rome',
    'show me my data usage',
    'send me my info pack for the course',
  ])('is not sent by "%s"', (text) => expect(intentOf(text)).toBe('out_of_scope'));
});

describe('a habit', () => {
  it.each([
    'stop the morning briefing',
    'stop sending me the morning briefing',
    'set my usual reminder time to an hour',
    'change my default reminder time to 30 minutes',
    'call me Sam instead',
    'from now on call me Boss',
  ])('is set by "%s"', (text) => expect(intentOf(text)).toBe('set_preference'));

  it.each([
    'stop by the usual cafe on friday at 5',
    'stop at the usual place tomorrow',
    'set the standard meeting for friday at 3',
    'call me tomorrow instead',
    'from now on call me tomorrow',
    'call me on friday instead',
  ])('is not set by "%s"', (text) => expect(intentOf(text)).not.toBe('set_preference'));
});
