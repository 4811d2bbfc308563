import type { timerReplies as english, ToldTimer } from '../en/timer.replies.ts';
import { withDue } from './reminder.replies.ts';
import { count, example, linesOf, list, quoted, short } from './wording.ts';

/** "der Timer „pasta“", "dein Timer" */
const named = (title: string | undefined): string =>
  title ? `der Timer ${quoted(bareName(title))}` : 'dein Timer';
const bareName = (title: string): string => short(title).replace(/^(?:the|my) /i, '');
const lineOf = ({ title, left }: ToldTimer): string =>
  `• ${title ? short(title) : 'ohne Namen'}: noch ${left}`;

/** Answers about timers, and what is said when one ends, in German. */
export const timerReplies: typeof english = {
  timerDone: (title, due) => withDue(title ? `Timer: ${title} ist fertig` : 'Timer: Die Zeit ist um', due),
  timerIsDone: (title) => `${named(title)} ist abgelaufen`,
  timerName: named,
  timeLeft: (left) => `noch ${left}`,
  timerSet: (title, length, end) =>
    linesOf(`Timer gestellt, ${length}${title ? `: ${short(title)}` : ''}`, `Er endet ${end}.`),
  timerLengthMissing: (title) =>
    `Wie lange soll ${title ? named(title) : 'der Timer'} laufen? Zum Beispiel: ${example('10 Minuten', '10 minutes')}`,
  timerOver: (title) =>
    `Ich habe keinen Timer gestellt, denn ${named(title)} wäre schon abgelaufen. Wie lange soll er laufen?`,
  timerMoreMissing: () =>
    `Wie viel Zeit soll ich dazugeben? Zum Beispiel: ${example('5 Minuten', '5 minutes')}`,
  timerExtended: (title, left, end) => linesOf(`Noch ${left}: ${named(title)}`, `Er endet ${end}.`),
  timerAgain: (title, time) => `Gut, ${named(title)} klingelt ${time} noch einmal.`,
  noTimers: () =>
    `Es läuft kein Timer. Um einen zu starten, sag: ${example('stell einen Timer auf 10 Minuten', 'set a timer for 10 minutes')}`,
  timerList: (timers) => {
    const [only] = timers;
    return timers.length === 1 && only
      ? `Noch ${only.left}: ${named(only.title)}`
      : list('Deine Timer:', timers.map(lineOf));
  },
  timersStopped: (timers) => {
    const [only] = timers;
    return timers.length === 1 && only
      ? `Gestoppt: ${named(only.title)}, es waren noch ${only.left} übrig`
      : list(`${count(timers.length, 'Timer', 'Timer')} gestoppt:`, timers.map(lineOf));
  },
  timerNotPaused: (timers) => {
    const [only] = timers;
    return timers.length === 1 && only
      ? `Anhalten kann ich keinen Timer, nur stoppen oder verlängern. Noch ${only.left}: ${named(only.title)}`
      : list('Anhalten kann ich keinen Timer, nur stoppen oder verlängern. Es laufen:', timers.map(lineOf));
  },
  timerUnknown: (title, timers) =>
    list(
      `Ich habe keinen solchen Timer gefunden${title ? `: ${quoted(short(title))}` : ''}. Es laufen:`,
      timers.map(lineOf),
    ),
  timerButtons: () => [
    { title: '1 Minute mehr', minutes: 1 },
    { title: '5 Minuten mehr', minutes: 5 },
  ],
};
