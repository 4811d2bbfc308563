import type { helpReplies as english } from '../en/help.replies.ts';
import { example } from './wording.ts';

type Topic = Parameters<typeof english.helpAbout>[0];

/** What each topic holds: its first sentence, and what one can say. */
const topics: Record<Topic, () => [head: string, ...examples: string[]]> = {
  calendar: () => [
    'Ich führe deinen Kalender. Du kannst sagen:',
    example(
      '„Zahnarzt nächsten Dienstag um 15 Uhr“, „jeden Montag um 18 Uhr Yoga“',
      '"dentist next tuesday at 3pm", "yoga every monday at 6pm"',
    ),
    example('„verschieb das auf fünf“, „sag den Zahnarzt ab“', '"move it to five", "cancel the dentist"'),
    example(
      '„was steht morgen an?“, „hab ich am Freitagnachmittag Zeit?“, „such mir diese Woche eine freie Stunde“',
      '"what is on tomorrow?", "am I free on friday afternoon?", "find me an hour this week"',
    ),
  ],
  reminders: () => [
    'Ich erinnere dich, wann du willst. Du kannst sagen:',
    example(
      '„erinnere mich morgen um 17 Uhr, Mama anzurufen“, „erinnere mich jeden Tag um 8 an meine Tabletten“',
      '"remind me to call mom tomorrow at 5pm", "remind me every day at 8 to take my pills"',
    ),
    example(
      '„erinnere mich einen Tag und eine Stunde vor dem Zahnarzt“',
      '"remind me a day and an hour before the dentist"',
    ),
    example(
      '„erinnere mich an meine Tabletten, bis ich sie genommen habe“, „in 10 Minuten noch einmal“',
      '"keep reminding me to take my pills until I do it", "snooze for 10 minutes"',
    ),
    example(
      '„welche Erinnerungen habe ich?“, „lösch die Erinnerung an Mama“, „hast du mich erinnert?“',
      '"what are my reminders?", "cancel the reminder to call mom", "did you remind me?"',
    ),
  ],
  tasks: () => [
    'Ich führe deine Listen. Du kannst sagen:',
    example(
      '„setz Milch und Eier auf meine Liste“, „setz Nägel auf die Baumarktliste“',
      '"add milk and eggs to my list", "add nails to the hardware list"',
    ),
    example(
      '„was steht auf meiner Liste?“, „welche Listen habe ich?“',
      '"what\'s on my list", "what lists do I have?"',
    ),
    example(
      '„1 erledigt“, „Milch ist erledigt“, „streich Aufgabe 2“',
      '"done 1", "done with the milk", "delete task 2"',
    ),
  ],
  timers: () => [
    'Ich stelle Timer. Du kannst sagen:',
    example('„Nudeltimer 9 Minuten“, „gib 2 Minuten dazu“', '"pasta timer 9 minutes", "add 2 minutes"'),
    example(
      '„wie lange läuft mein Timer noch?“, „stopp den Nudeltimer“',
      '"how long does my timer run?", "cancel the pasta timer"',
    ),
  ],
  notes: () => [
    'Ich merke mir Dinge für dich. Du kannst sagen:',
    example(
      '„merk dir: mein Spind ist 42“, „ich habe auf Ebene 3 geparkt“',
      '"remember that my locker is 42", "I parked on level 3"',
    ),
    example(
      '„welchen Spind habe ich?“, „wo habe ich geparkt?“, „vergiss meinen Spind“',
      '"what\'s my locker?", "where did I park?", "forget my locker"',
    ),
  ],
  undo: () => [
    `Sag ${example('„rückgängig“', '"undo"')}, und ich nehme zurück, was ich zuletzt getan habe: bis zu zehn Minuten lang.`,
    'Um eine bestimmte Nachricht zurückzunehmen, lösch oder ändere sie, oder tipp auf „Rückgängig“, wenn das unter meiner Antwort steht.',
  ],
  settings: () => [
    'Ich richte mich nach dir. Du kannst sagen:',
    example(
      '„ich bin diese Woche in Tokio“, „ich wohne in Berlin“, „sprich Englisch“',
      '"I\'m in Tokyo this week", "I live in Chicago", "speak german"',
    ),
    example(
      '„mein Morgen beginnt um 7:30 Uhr“, „erst der Tag, dann der Monat“, „die Woche beginnt am Montag“',
      '"my morning is 7:30", "day first", "weeks start on monday"',
    ),
    example(
      '„erinnere mich immer eine Stunde vorher“, „Ruhezeit von 22 bis 7 Uhr“',
      '"remind me an hour before everything", "quiet hours 10pm to 7am"',
    ),
    example('„schick mir jeden Morgen um 7 meine Tagesübersicht“', '"send me my agenda every morning at 7"'),
    example(
      '„was weißt du über mich?“, „gib mir meine Daten“, „lösch meine Daten“, „stopp“',
      '"what do you know about me?", "export my data", "delete my data", "stop"',
    ),
  ],
};

const shown = ([head, ...lines]: [string, ...string[]]): string =>
  [head, ...lines.map((line) => `• ${line}`)].join('\n');

/** What is said about what can be done here, in German. */
export const helpReplies: typeof english = {
  help: () =>
    [
      'Das kann ich für dich tun:',
      `• *Kalender*: ${example('„Zahnarzt nächsten Dienstag um 15 Uhr“, „verschieb das auf fünf“, „hab ich am Freitag Zeit?“', '"dentist next tuesday at 3pm", "move it to five", "am I free on friday?"')}`,
      `• *Erinnerungen*: ${example('„erinnere mich morgen um 17 Uhr, Mama anzurufen“, „Nudeltimer 9 Minuten“', '"remind me to call mom tomorrow at 5pm", "pasta timer 9 minutes"')}`,
      `• *Aufgaben*: ${example('„setz Milch auf meine Liste“, „was steht auf meiner Liste?“, „1 erledigt“', '"add milk to my list", "what\'s on my list", "done 1"')}`,
      `• *Notizen*: ${example('„merk dir: mein Spind ist 42“, „welchen Spind habe ich?“', '"remember that my locker is 42", "what\'s my locker?"')}`,
      `• ${example('„Rückgängig“', '"undo"')} nimmt zurück, was ich zuletzt getan habe.`,
      '',
      example(
        'Sag „Hilfe zu Erinnerungen“, um mehr über eines davon zu erfahren.',
        'Schreib oder sprich mit mir bitte auf Englisch: Anderes verstehe ich noch nicht. Mehr über eines davon erfährst du mit "help with reminders".',
      ),
    ].join('\n'),
  helpAbout: (topic) => shown(topics[topic]()),
  talkToPerson: (contact) =>
    contact === undefined
      ? 'Ich bin ein automatischer Assistent und kann dich leider mit niemandem verbinden. Ich sage denen, die diesen Dienst betreiben, dass du gefragt hast.'
      : `Hier erreichst du einen Menschen: ${contact}\nIch bin ein automatischer Assistent und sage dort Bescheid, dass du gefragt hast.`,
};
