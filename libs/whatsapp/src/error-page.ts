import { effectsOf } from './error-effects.ts';
import { type CodeOrRange, type ErrorRow, errorTable } from './error-table.ts';

const head = `# WhatsApp's errors

For people on call: what each error code means and what Handsfree does about it. A code is in the log line of a message that
failed, with Meta's trace id (\`fbtrace_id\`), and stays with the message: \`npm run handsfree -- dead-letters\` lists both. It can answer
a send or come later in a status; the reaction is the same.

This page is made from \`libs/whatsapp/src/error-table.ts\` by \`npm run docs:errors\`. Change it there.

- "Stops": no message of the number leaves; all are kept and leave in order once somebody has fixed the cause. **Now** means
  that this is your part, whatever the hour.
- Where WhatsApp says how long to wait (\`Retry-After\`; for limits on calls also the regain time in
  \`X-Business-Use-Case-Usage\` and \`X-App-Usage\`), that is obeyed instead of the first pause, up to an hour.
- A code that is not listed is treated like 131000 when WhatsApp calls it transient or the HTTP status is 500 or more, and like
  100 otherwise; the line \`a code that is not in the table of errors\` in the notifier's log has what Meta says about it
  (\`type\`, \`subcode\`, \`details\`), with numbers and addresses masked. An answer that is not WhatsApp's own, such as the page of
  a gateway (502, 504), is treated like 2; as the message may have arrived, its status is awaited before it is sent again.
`;

const columns = ['Code', 'Means', 'The message', 'The person', 'The number', 'You'];

/** `docs/errors.md`, as Prettier formats it. */
export function errorPage(): string {
  const sections = errorTable.map(
    ({ subject, rows }) => `## ${subject}\n\n${tableOf([columns, ...rows.map(cellsOf)])}`,
  );
  return [head, ...sections].join('\n');
}

function cellsOf([codes, meaning, reaction, advice]: ErrorRow): string[] {
  const { message, person, number, you } = effectsOf(reaction);
  return [codeOf(codes), meaning, message, person, number, advice ?? you];
}

const codeOf = (codes: CodeOrRange): string =>
  typeof codes === 'number' ? String(codes) : `${codes[0]} to ${codes[1]}`;

function tableOf(rows: string[][]): string {
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lineOf = (cells: string[], fill: string): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width, fill)).join(' | ')} |\n`;
  const [titles = [], ...others] = rows;
  return [lineOf(titles, ' '), lineOf([], '-'), ...others.map((row) => lineOf(row, ' '))].join('');
}
