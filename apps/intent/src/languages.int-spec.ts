import { queueBackends } from '#testing';

import { IntentApp } from '../test/intent-app.ts';

const [backend] = queueBackends;
const german = { phone: '4915112345678', bsuid: 'DE.1349' };
const mexican = { phone: '5215512345678', bsuid: 'MX.1349' };
const british = { phone: '447911123456', bsuid: 'GB.1349' };

describe('the language of the answers', () => {
  let intent: IntentApp;

  beforeAll(async () => {
    if (!backend) throw new Error('There is no queue back end');
    intent = await IntentApp.start(backend);
    await intent.testDatabase.query('ALTER TABLE contact ALTER COLUMN language DROP DEFAULT');
  });
  afterAll(() => intent.close());
  afterEach(() => intent.reset());

  const conversation = async (from: typeof german, ...texts: string[]): Promise<(string | null)[]> => {
    const answers = [];
    for (const text of texts) answers.push(await intent.say(text, { from }));
    return answers;
  };
  const languages = (): Promise<{ language: string | null; languageChosen: boolean }[]> =>
    intent.database.contact.findMany({ select: { language: true, languageChosen: true } });

  it('is the one that a person chooses, from that answer on', async () => {
    const answers = await conversation(
      british,
      'add milk to my list',
      'speak german',
      'add bread to my list',
      'remind me to call mom tomorrow at 5pm',
      'done 1',
      'habla español',
      "what's on my list",
      'speak english',
      "what's on my list",
    );

    expect(answers).toEqual([
      'Task 1: milk added to your list',
      'Ab jetzt spreche ich Deutsch mit dir. Verstehen kann ich vorerst nur Englisch.',
      'Aufgabe 2: bread steht auf deiner Liste',
      expect.stringMatching(/^Ich erinnere dich morgen, \S+, \d+\. \S+, um 17:00 Uhr: \*call mom\*$/),
      'Aufgabe 1: milk ist erledigt',
      'A partir de ahora te hablo en español. Entender, por ahora solo entiendo inglés.',
      'Tu lista:\n2. bread',
      'I speak English with you from now on.',
      'Your list:\n2. bread',
    ]);
    expect(await languages()).toEqual([{ language: 'en', languageChosen: true }]);
  });

  it('goes back with undo', async () => {
    const answers = await conversation(british, 'thank you', 'speak german', 'rückgängig', 'who are you');

    expect(answers.slice(2)).toEqual([
      'Undone: “speak german”',
      expect.stringMatching(/^I am Handsfree, an automated assistant/),
    ]);
    expect(await languages()).toEqual([{ language: 'en', languageChosen: false }]);
  });

  it('is that of the message, also where only English is understood', async () => {
    expect(await conversation(british, 'erinnere mich morgen bitte', 'recuérdame llamar mañana')).toEqual([
      expect.stringMatching(/^Ich verstehe im Moment leider nur Englisch/),
      expect.stringMatching(/^Por ahora solo entiendo inglés/),
    ]);
    expect(await conversation(british, 'what is on my list')).toEqual([
      expect.stringMatching(/^Your list is empty/),
    ]);
    expect(await languages()).toEqual([{ language: 'en', languageChosen: false }]);
  });

  it("is that of the phone's country until a message tells it", async () => {
    const sticker = intent.message(undefined, { kind: 'sticker', from: german });

    expect(await intent.send(sticker)).toEqual([expect.stringMatching(/^Ich kann deinen Sticker/)]);
    expect(await conversation(mexican, 'hola')).toEqual([expect.stringMatching(/^¡Hola! ¿Qué puedo hacer/)]);
    expect(await conversation(german, 'pasta timer 9 minutes')).toEqual([
      expect.stringMatching(/^Timer set for 9 minutes: pasta/),
    ]);
  });

  it('is no other one than we speak', async () => {
    expect(await conversation(british, 'speak french')).toEqual([
      'I do not speak that language yet. I speak: English, Deutsch, Español',
    ]);
  });

  it("is each person's own when several write at once, and so are their buttons", async () => {
    await conversation(german, 'sprich deutsch');
    await conversation(mexican, 'habla español');
    await conversation(british, 'hello');
    await conversation(german, 'add milk to my list');
    const answers = await intent.send(
      ...[german, mexican, british].map((from) => intent.message('what are my reminders', { from })),
    );
    await conversation(german, 'clear my list');

    expect(answers).toEqual([
      'Du hast keine Erinnerungen.',
      'No tienes recordatorios.',
      'You have no reminders.',
    ]);
    const [asked] = await intent.database.outboundMessage.findMany({
      where: { choicesSealed: { not: null } },
    });
    expect(JSON.parse(intent.sealer.open(asked?.choicesSealed ?? ''))).toMatchObject({
      buttons: [{ title: 'Ja' }, { title: 'Nein' }],
    });
    expect(await conversation(german, 'ja')).toEqual([
      'Deine Liste ist jetzt leer: Ich habe 1 Aufgabe gestrichen.',
    ]);
  });
});
