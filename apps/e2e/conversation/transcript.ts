import type { DateTime } from 'luxon';

import type { Bubble } from '#testing';

import { choicesOf, wordsOf } from './acts.ts';

/** Something that is to be seen on the phone. */
export interface Turn {
  /** By the clock where the person is. */
  at: DateTime;
  /** Empty for what happens elsewhere. */
  who: string;
  lines: string[];
}

const widest = 110;
const widths = { time: 7, who: 11 };

/** What is to be seen of a message of ours. */
export function linesOf({ content }: Bubble): string[] {
  const { kind, file } = content;
  const choices = choicesOf(content).map(
    ({ title, description }) => `[${[title, description].filter(Boolean).join(', ')}]`,
  );
  return [
    ...(kind === 'template' ? ['(template)'] : []),
    ...(file?.filename === undefined ? [] : [`(file: ${file.filename})`]),
    ...(kind === 'image' ? ['(picture)'] : []),
    ...wordsOf(content).split('\n'),
    ...(choices.length > 0 ? [choices.join(' ')] : []),
  ];
}

const introduction = `# A conversation

Ten days of Mia, who has a number from Berlin, writes English, and travels to Tokyo in the week in which the clocks change. A test plays it
through all apps at simulated times, with the understanding that needs no outside service, and this page is what is then to be seen on Mia's
phone: \`npm run docs:conversation\` writes it, and the test fails when it goes in any other way. Words in square brackets can be tapped, or
were; those in round ones tell what happened without words. Times are those on the phone.
`;

/** As Markdown: a heading and a text in columns for each day. */
export function transcriptOf(turns: Turn[]): string {
  const days = new Set(turns.map(({ at }) => dayOf(at)));
  const texts = [...days].map((day) => {
    const text = dayText(turns.filter(({ at }) => dayOf(at) === day));
    return `## ${day}\n\n\`\`\`text\n${text}\n\`\`\`\n`;
  });
  return [introduction, ...texts].join('\n');
}

const dayOf = (at: DateTime): string => at.setLocale('en').toFormat('cccc, d LLLL');

function dayText(turns: Turn[]): string {
  return turns
    .flatMap(({ at, who, lines }, index) => {
      const time = at.toFormat('HH:mm');
      const isSame = turns[index - 1]?.at.toFormat('HH:mm') === time;
      const head = (isSame ? '' : time).padEnd(widths.time) + who.padEnd(widths.who);
      const rows = lines.flatMap(wrapped);
      return rows.map((row, line) => `${line === 0 ? head : ' '.repeat(head.length)}${row}`.trimEnd());
    })
    .join('\n');
}

function wrapped(line: string): string[] {
  const longest = widest - widths.time - widths.who;
  return line.split(' ').reduce<string[]>((rows, word) => {
    const last = rows.at(-1);
    if (last === undefined || last.length + 1 + word.length > longest) return [...rows, word];
    return [...rows.slice(0, -1), `${last} ${word}`];
  }, []);
}
