import { languageIn } from '../other-language.ts';
import { understandOffline } from '../understand-offline.ts';

const understand = (text: string) =>
  understandOffline({ text, reference: new Date('2026-11-26T09:00:00Z'), timezone: 'Europe/Berlin' })
    .actions[0];

it.each([
  ['speak german', 'de'],
  ['do you speak german?', 'de'],
  ['please talk to me in Spanish', 'es'],
  ['answer in English please', 'en'],
  ['switch to french', 'fr'],
  ['sprich deutsch', 'de'],
  ['Sprich bitte wieder Englisch!', 'en'],
  ['auf Deutsch bitte', 'de'],
  ['habla español', 'es'],
  ['¿puedes hablar alemán?', 'de'],
  ['en español, por favor', 'es'],
  ['Español', 'es'],
])('"%s" is the wish to be answered in that language', (text, language) => {
  expect(understand(text)).toMatchObject({ intent: 'set_preference', language });
});

it.each([
  'german class tomorrow at 5',
  'learn spanish',
  'add german beer to my list',
  'how do you say cat in german',
])('"%s" is about something else', (text) => {
  expect(understand(text).intent).not.toBe('set_preference');
});

it.each([
  ['ja', 'confirm'],
  ['Sí, por favor', 'confirm'],
  ['nein danke', 'deny'],
  ['mejor no', 'deny'],
  ['Rückgängig', 'undo'],
  ['deshacer', 'undo'],
  ['Hilfe!', 'help'],
  ['¿Qué puedes hacer?', 'help'],
  ['vielen Dank', 'thanks'],
  ['muchas gracias', 'thanks'],
  ['Guten Morgen', 'greeting'],
  ['hola', 'greeting'],
])('"%s" is understood as a whole message', (text, intent) => {
  expect(understand(text)).toMatchObject({ intent, confidence: 0.95 });
});

it.each([
  ['remind me to call mom tomorrow', 'en'],
  ['erinnere mich morgen', 'de'],
  ['¿qué tengo mañana?', 'es'],
  ['rückgängig', 'de'],
  ['напомни мне завтра', 'und'],
  ['ok', undefined],
  ['milk', undefined],
])('"%s" tells the language %s', (text, language) => {
  expect(languageIn(text)).toBe(language);
});
