import type { Books } from '../libs/testing/src/simulator.client.ts';
import { testSealer } from '../libs/testing/src/test-sealer.ts';
import type { Spoken } from './drive.ts';
import type { Facts, InboundRecord, Said, Task } from './facts.ts';
import { patiently } from './patiently.ts';
import { everyTitle, titleOf } from './plan.ts';
import type { Stack } from './stack.ts';

/** How the simulator explains a refusal that the plan asked for. */
const injected = 'A fault of the scenario.';

interface InboundRow {
  id: string;
  wamidKey: string;
  receivedAt: Date;
  recordedAt: Date;
  handledAt: Date | null;
  wasOvertaken: boolean;
  outcome: string | null;
}

interface OutboundRow {
  id: string;
  inReplyTo: string | null;
  retryOf: string | null;
  status: string;
  errorCode: number | null;
  begunAt: Date | null;
  sentAt: Date | null;
}

const sealer = testSealer();

/** Both books, the simulator's and the database's, as one. */
export async function gather(stack: Stack, spoken: readonly Spoken[]): Promise<Facts> {
  const { database, simulator } = stack;
  const books = await patiently(() => simulator.books());
  const inbound = await database.query<InboundRow>(
    `SELECT id, wamid_blind_index AS "wamidKey", received_at AS "receivedAt", recorded_at AS "recordedAt", handled_at AS "handledAt",
       overtaken AS "wasOvertaken", outcome FROM inbound_message`,
  );
  const outbound = await database.query<OutboundRow>(
    `SELECT id, in_reply_to_id AS "inReplyTo", retry_of_id AS "retryOf", status, error_code AS "errorCode",
       first_started_at AS "begunAt", sending_since AS "sentAt"
     FROM outbound_message`,
  );
  const phones = new Map((await simulator.people()).map(({ userId, phone = userId }) => [userId, phone]));
  const said = saidFrom(spoken, books, inbound, outbound);
  const sends = sendsFrom(spoken, books, inbound, outbound).map((one) => ({
    ...one,
    person: phones.get(one.person) ?? one.person,
  }));
  return {
    said,
    sends: withAppended(sends, said),
    refusals: books.refusals.map(({ at, code, details }) => ({
      at: Date.parse(at),
      code,
      isInjected: details.includes(injected),
    })),
    tasks: await tasksOf(stack),
  };
}

function saidFrom(
  spoken: readonly Spoken[],
  { webhooks }: Books,
  inbound: readonly InboundRow[],
  outbound: readonly OutboundRow[],
): Said[] {
  const webhookOf = new Map(webhooks.map((one) => [one.wamid, one]));
  const rowOf = new Map(inbound.map((row) => [row.wamidKey, row]));
  const answerTo = new Map(outbound.map((row) => [row.inReplyTo, row]));
  return spoken.map((say) => {
    const webhook = webhookOf.get(say.wamid);
    if (!webhook) throw new Error('A message that was written stands in no book');
    const row = rowOf.get(sealer.blindIndex('wamid', say.wamid));
    const answer = row && answerTo.get(row.id);
    return {
      wamid: say.wamid,
      person: say.person,
      number: say.number,
      title: titleOf(say),
      at: Date.parse(webhook.at),
      acknowledgedAt: webhook.acknowledgedAt === null ? null : Date.parse(webhook.acknowledgedAt),
      record: row ? recordOf(row, answer) : null,
    };
  });
}

const recordOf = (
  { receivedAt, recordedAt, handledAt, wasOvertaken, outcome }: InboundRow,
  answer: OutboundRow | undefined,
): InboundRecord => ({
  receivedAt: receivedAt.getTime(),
  recordedAt: recordedAt.getTime(),
  handledAt: handledAt?.getTime() ?? null,
  wasOvertaken,
  outcome,
  answerBegunAt: answer?.begunAt?.getTime() ?? null,
  answerSentAt: answer?.sentAt?.getTime() ?? null,
  answerStatus: answer ? [answer.status, answer.errorCode ?? ''].join(' ').trim() : null,
});

function sendsFrom(
  spoken: readonly Spoken[],
  { sends }: Books,
  inbound: readonly InboundRow[],
  outbound: readonly OutboundRow[],
): Facts['sends'] {
  const wamidOf = new Map(spoken.map(({ wamid }) => [sealer.blindIndex('wamid', wamid), wamid]));
  const saidAs = new Map(inbound.map(({ id, wamidKey }) => [id, wamidOf.get(wamidKey) ?? null]));
  const outboundOf = new Map(outbound.map((row) => [row.id, row]));
  /** A repetition answers what the first one did. */
  const answeredBy = (id: string | null): string | null => {
    const row = id === null ? undefined : outboundOf.get(id);
    if (!row) return null;
    if (row.retryOf !== null) return answeredBy(row.retryOf);
    return row.inReplyTo === null ? null : (saidAs.get(row.inReplyTo) ?? null);
  };
  return sends.map(({ at, to, body, callbackData }) => ({
    at: Date.parse(at),
    person: to,
    body,
    outboundId: callbackData ?? null,
    answers: answeredBy(callbackData ?? null),
    alsoAnswers: [],
  }));
}

/** The row of an answer is gone once its words were appended to an earlier one. */
function withAppended(sends: Facts['sends'], said: readonly Said[]): Facts['sends'] {
  const appended = new Map(
    said
      .filter(({ record }) => record?.handledAt && record.answerStatus === null)
      .map(({ person, title, wamid }) => [`${person} ${title}`, wamid]),
  );
  return sends.map((send) => {
    const titles = send.body.match(everyTitle) ?? [];
    const alsoAnswers = titles.flatMap((title) => appended.get(`${send.person} ${title}`) ?? []);
    return { ...send, alsoAnswers };
  });
}

async function tasksOf({ database }: Stack): Promise<Task[]> {
  const rows = await database.query<{ phone: string; title: string; number: number }>(
    `SELECT c.phone_sealed AS phone, t.title_sealed AS title, t.number
     FROM task t JOIN contact c ON c.id = t.contact_id ORDER BY t.number`,
  );
  return rows.map(({ phone, title, number }) => ({
    person: sealer.open(phone).replace('+', ''),
    title: sealer.open(title),
    number,
  }));
}
