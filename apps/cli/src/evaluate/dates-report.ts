import type { Action, UnderstandRequest } from '#understanding';

import type { DateRow } from './evaluation-data.ts';
import { isRightDate } from './date-score.ts';
import { percent } from './intents-report.ts';

/** Conventions differ here from one assistant to the next, so they are not part of the total. */
const apart = new Set<DateRow['kind']>(['daypart', 'fuzzy']);

/** Right dates by kind, and each failure. */
export function datesReport(rows: DateRow[], understand: (request: UnderstandRequest) => Action): string[] {
  const results = rows.map((row) => {
    const { text, timezone } = row;
    const { when } = understand({ text, reference: new Date(row.reference), timezone });
    return { row, when, isRight: when !== undefined && isRightDate(row, when) };
  });
  const rate = (among: typeof results): string => {
    const right = among.filter(({ isRight }) => isRight).length;
    return `${right} of ${among.length}, ${percent(right, among.length)}`;
  };
  const kinds = [...new Set(rows.map(({ kind }) => kind))].toSorted();
  return [
    `Dates: ${rate(results.filter(({ row }) => !apart.has(row.kind)))} right (without ${[...apart].join(' and ')})`,
    ...kinds.map((kind) => `  ${kind.padEnd(10)} ${rate(results.filter(({ row }) => row.kind === kind))}`),
    ...results
      .filter(({ isRight }) => !isRight)
      .map(
        ({ row, when }) =>
          `  ✗ ${row.kind} "${row.text}": ${said(row.expected)}, got ${when ? said(when) : 'nothing'}`,
      ),
  ];
}

const said = ({ start, end }: { start: string; end?: string }): string =>
  end ? `${start} to ${end}` : start;
