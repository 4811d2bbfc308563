import { hours, minutes, type Pauses, type Reaction, seconds } from './error-reaction.ts';
import { type CodeOrRange, type ErrorRow, errorTable } from './error-table.ts';

const head = `# WhatsApp's errors

For people on call: what each error code means and what Handsfree does about it. A code is in the log line of a message that
failed, with Meta's trace id (\`fbtrace_id\`), and stays with the message in the database. It can answer a send or come later in
a status; the reaction is the same.

This page is made from \`libs/whatsapp/src/error-table.ts\` by \`npm run docs:errors\`. Change it there.

- "Stops": no message of the number leaves; all are kept and leave in order once somebody has fixed the cause. **Now** means
  that this is your part, whatever the hour.
- Where WhatsApp says how long to wait (\`Retry-After\`; for limits on calls also the regain time in
  \`X-Business-Use-Case-Usage\` and \`X-App-Usage\`), that is obeyed instead of the first pause, up to an hour.
- A code that is not listed is treated like 131000 when WhatsApp calls it transient or the HTTP status is 500 or more, and like
  100 otherwise. An answer that is not WhatsApp's own, such as the page of a gateway (502, 504), is treated like 2; as the message may
  have arrived, its status is awaited before it is sent again.
`;

const columns = ['Code', 'Means', 'The message', 'The person', 'The number', 'You'];

interface Effects {
  message: string;
  person: string;
  number: string;
  you: string;
}

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

const goesOn = 'goes on';

function effectsOf(reaction: Reaction): Effects {
  switch (reaction.kind) {
    case 'throttle': {
      const number = `pauses ${pausesOf(reaction)}`;
      const you = reaction.scope === 'account' ? 'See what else uses the account' : 'Nothing';
      return { message: 'waits', person: 'gets it later', number, you };
    }
    case 'pair': {
      const message = `waits ${pausesOf(reaction)}`;
      return { message, person: 'all of theirs wait', number: goesOn, you: 'Nothing' };
    }
    case 'retry':
      return {
        message: `up to ${reaction.mostAttempts} attempts, after ${pausesOf(reaction)}; then failed`,
        person: 'gets it later, or not',
        number: reaction.isOutage ? 'waits while all fail' : goesOn,
        you: reaction.isOutage ? "Look at Meta's status page" : 'Nothing, unless there are many',
      };
    case 'operator': {
      const isAll = reaction.stops === 'number';
      return {
        message: 'is kept',
        person: 'gets it once fixed',
        number: isAll ? 'stops' : goesOn,
        you: `${reaction.pages ? '**Now:** ' : ''}${reaction.fix}`,
      };
    }
    case 'use_template':
      return {
        message: 'only as a template',
        person: 'gets templates until they write',
        number: goesOn,
        you: 'Nothing',
      };
    case 'stop_marketing':
      return { message: 'failed', person: 'gets no marketing', number: goesOn, you: 'Nothing' };
    case 'template_paused': {
      const message = `waits for the template: ${pausesOf(reaction)}`;
      return { message, person: 'gets it later', number: 'goes on without it', you: 'Nothing' };
    }
    case 'later':
      return {
        message: `a reply: failed; else again after ${pausesOf(reaction)}`,
        person: reaction.holds === 'person' ? 'gets replies only until then' : 'gets it later, or not',
        number: reaction.holds === 'number' ? 'sends replies only until then' : goesOn,
        you: 'Nothing',
      };
    default:
      return failed(reaction.kind);
  }
}

function failed(kind: 'permanent' | 'template_disabled'): Effects {
  const number = kind === 'template_disabled' ? 'goes on without it' : goesOn;
  return { message: 'failed', person: 'does not get it', number, you: 'Nothing' };
}

/** For example "1 s, then ×4 up to 17 min". */
function pausesOf({ firstPauseMs, growth, longestPauseMs }: Pauses): string {
  const grows = longestPauseMs > firstPauseMs;
  return `${spanOf(firstPauseMs)}${grows ? `, then ×${growth} up to ${spanOf(longestPauseMs)}` : ''}`;
}

function spanOf(ms: number): string {
  if (ms >= hours(48)) return `${Math.round(ms / hours(24))} days`;
  if (ms >= hours(1)) return `${Math.round(ms / hours(1))} h`;
  return ms >= minutes(1) ? `${Math.round(ms / minutes(1))} min` : `${Math.round(ms / seconds(1))} s`;
}

function tableOf(rows: string[][]): string {
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lineOf = (cells: string[], fill: string): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width, fill)).join(' | ')} |\n`;
  const [titles = [], ...others] = rows;
  return [lineOf(titles, ' '), lineOf([], '-'), ...others.map((row) => lineOf(row, ' '))].join('');
}
