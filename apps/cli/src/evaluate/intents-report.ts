import type { Action, UnderstandRequest } from '#understanding';

import type { IntentRow } from './evaluation-data.ts';

/** From this confidence on, no language model is asked. */
const sureFrom = 0.8;
/** A Tuesday afternoon; the rows carry no time of their own. */
const reference = new Date('2026-03-10T14:00:00Z');
const unknown = 'out_of_scope';

export const percent = (part: number, whole: number): string =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;

/** Accuracy, recall and precision by intent, and each failure. */
export function intentsReport(
  rows: IntentRow[],
  understand: (request: UnderstandRequest) => Action,
): string[] {
  const results = rows.map(({ text, intent, source }) => {
    const { intent: got, confidence } = understand({ text, reference, timezone: 'UTC' });
    return { text, intent, source, got, confidence, isRight: got === intent };
  });
  const count = (test: (result: (typeof results)[number]) => boolean): number => results.filter(test).length;
  const right = count(({ isRight }) => isRight);
  const classes = [...new Set<string>(results.flatMap(({ intent, got }) => [intent, got]))].toSorted();
  const line = (intent: string): string => {
    const labelled = count((result) => result.intent === intent);
    const answered = count((result) => result.got === intent);
    const both = count((result) => result.isRight && result.intent === intent);
    const columns = [
      String(labelled).padStart(5),
      percent(both, labelled).padStart(9),
      percent(both, answered).padStart(11),
    ];
    return `  ${intent.padEnd(18)}${columns.join('')}`;
  };
  const sure = count(({ confidence }) => confidence >= sureFrom);
  const sureAndWrong = count(({ confidence, isRight }) => confidence >= sureFrom && !isRight);
  const scoped = count(({ intent }) => intent === unknown);
  const keptOut = count(({ intent, isRight }) => intent === unknown && isRight);
  return [
    `Intents: ${right} of ${rows.length} right, ${percent(right, rows.length)}; out of scope recognised: ${percent(keptOut, scoped)}`,
    `  sure (confidence ≥ ${sureFrom}) of ${sure}, wrongly of ${sureAndWrong}`,
    '',
    `  ${'intent'.padEnd(18)} rows   recall  precision`,
    ...classes.map(line),
    ...results
      .filter(({ isRight }) => !isRight)
      .map(({ text, intent, got, confidence }) => `  ✗ ${intent} → ${got} ${confidence.toFixed(2)}: ${text}`),
  ];
}
