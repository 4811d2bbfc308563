import { isOtherLanguage } from './other-language.ts';
import { understandOffline } from './understand-offline.ts';

const understand = (text: string) =>
  understandOffline({ text, reference: new Date('2026-11-26T09:00:00Z'), timezone: 'Europe/Berlin' })
    .actions[0];

describe('another language', () => {
  it.each([
    'recuérdame mañana llamar a mamá',
    '¿Qué tengo hoy?',
    "rappelle-moi demain d'appeler maman",
    'ajoute du lait à ma liste',
    'erinnere mich morgen',
    'füge Milch zu meiner Einkaufsliste hinzu',
    'me lembre amanhã de ligar para minha mãe',
    'ricordami domani di chiamare la mamma',
    'herinner me morgen om mama te bellen',
    'przypomnij mi jutro',
    'मुझे कल याद दिलाना',
    'ذكرني غدا',
    'напомни мне завтра позвонить маме',
    '提醒我明天打电话',
    'yarın annemi aramak için hatırlat',
  ])('is known by its small words or its script: "%s"', (text) => {
    expect(understand(text)).toMatchObject({ intent: 'out_of_scope', isOtherLanguage: true });
  });

  it.each([
    'cita con el dentista mañana 15:00',
    'termin beim Zahnarzt morgen 15:30',
    'cena sábado 20:00',
    'réunion avec le chef demain 10:00',
  ])('is not read as if it were English: "%s"', (text) =>
    expect(understand(text)).toMatchObject({ intent: 'out_of_scope', isOtherLanguage: true }),
  );

  it.each([
    ['add jalapeños and crème fraîche to my list', 'create_task'],
    ['add pasta alla norma to my shopping list', 'create_task'],
    ['dinner at Señor Taco tomorrow at 8', 'create_event'],
    ['lunch with José María at Café de Flore tomorrow at 1', 'create_event'],
    ['remind me to call 田中さん tomorrow', 'create_reminder'],
    ['remind me to practise "wo ist der Bahnhof" at 5pm', 'create_reminder'],
    ['Mia party saturday', 'create_event'],
    ['Uma birthday 5 december', 'create_event'],
    ['MIT interview friday', 'create_event'],
    ['Domingo dinner 8pm', 'create_event'],
    ['Senin birthday tonight', 'create_event'],
    ['buy El País and Le Monde tomorrow', 'create_task'],
  ])('is not what an English sentence with foreign names is in: "%s"', (text, intent) => {
    expect(understand(text)).toMatchObject({ intent });
    expect(understand(text).isOtherLanguage).toBeUndefined();
  });

  it.each([
    'Señor Taco',
    'déjà vu',
    'who is Émile Zola',
    'la casa de papel',
    'crème brûlée recipe',
    'play despacito',
    'the colour of the sea at night',
    'das boot',
    'will mitt romney run',
    '😀',
    '42',
    '',
  ])('is not made of a name or two, of digits or of signs: "%s"', (text) => {
    expect(isOtherLanguage(text)).toBe(false);
  });
});
