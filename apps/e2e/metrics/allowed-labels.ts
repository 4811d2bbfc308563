import { codeLabel } from '#whatsapp';

/** What a label may say: one of these words, or what the function takes. */
type Values = string[] | ((value: string) => boolean);

const queues = ['account', 'intent', 'media', 'outbound', 'status', 'typing'];
const needs = ['database', 'queues', 'keys', 'disk', 'understanding'];
const tasks = [
  'AgendaScheduler',
  'AnswerProbe',
  'ChangeStore',
  'ConsumptionWatch',
  'EarlyStatuses',
  'ErasureStore',
  'FailedJobRetention',
  'LimitsWatch',
  'NotePictureStore',
  'NumberWatch',
  'OpsStates',
  'OutboxRelay',
  'Parking',
  'PathProbe',
  'PictureFetcher',
  'ReminderScheduler',
  'RetentionSweep',
  'TemplateWatch',
  'TokenWatch',
  'TurnRecovery',
  'UserIdChangeStore',
  'WayHome',
];
const open = ['unanswered', 'unsent', 'to_send', 'put_off', 'parked'];
const direction = ['inbound', 'outbound'];
const window = ['second', 'minute', 'day'];
/** Of the table of errors, or none of them. */
const code: Values = (value) =>
  value === 'none' || value === 'unlisted' || codeLabel(Number(value)) === value;

/** Every label that an app's metrics may have, by metric. None says anything about a person, and none has values without end. */
const allowedLabels: Record<string, Record<string, Values>> = {
  account_troubles: { field: ['account_update', 'account_alerts', 'account_review_update', 'security'] },
  dead_letters: { direction },
  delivered_total: {
    category: [
      'authentication',
      'authentication_international',
      'marketing',
      'marketing_lite',
      'referral_conversion',
      'service',
      'utility',
      'other',
      'not told',
    ],
    type: ['free_customer_service', 'free_entry_point', 'regular', 'other', 'not told'],
  },
  dependency_up: { dependency: needs },
  figures_up: { figures: ['operation', 'queues', 'dependencies'] },
  job_seconds: { queue: queues, outcome: ['done', 'put_back', 'delayed', 'limited', 'failed', 'retried'] },
  messages_emptied_total: { direction },
  messages_handled_total: {
    outcome: [
      'acted',
      'noted',
      'renamed',
      'edited',
      'took_back',
      'revoked',
      'wordless',
      'flood_noticed',
      'flood_ignored',
      'admitted',
      'stranger_told',
      'stranger_ignored',
      'timed_out',
      'failed',
    ],
  },
  note_pictures_total: { outcome: ['kept', 'lost'] },
  messages_last_hour: { state: ['received', 'handled', 'failed', 'in_flight'] },
  messages_recorded_total: { result: ['new', 'known'] },
  newly_dead_letters: { direction },
  number_quality: { quality: ['GREEN', 'YELLOW', 'RED', 'UNKNOWN', 'other'] },
  open_messages: { state: open },
  open_messages_oldest_seconds: { state: open },
  people_waiting: { state: open },
  queue_jobs: { queue: queues, state: ['waiting', 'active', 'delayed', 'overdue', 'failed'] },
  queue_last_completed_timestamp_seconds: { queue: queues },
  queue_oldest_waiting_seconds: { queue: queues },
  queue_status: { queue: queues, status: ['ok', 'warning', 'behind', 'failing'] },
  queue_workers: { queue: queues },
  readiness_warning: { what: [...needs, ...tasks] },
  send_limit: { window },
  send_limit_used: { window },
  sends_total: {
    result: ['accepted', 'refused', 'not_sent', 'too_fast', 'pair_limited', 'unknown', 'broken'],
    code,
  },
  status_reports_total: { status: ['sent', 'delivered', 'read', 'played', 'failed'], code },
  task_failing: { task: tasks },
  understanding_fallbacks_total: { reason: ['busy', 'failed'] },
  understanding_seconds: { engine: ['offline', 'model'] },
  unlisted_errors_total: { source: ['send', 'status', 'media', 'account', 'template', 'token'] },
  webhook_items_total: { kind: ['message', 'status', 'notice'] },
  webhook_secret_total: { secret: ['1', '2', '3'] },
  words_overdue_seconds: { direction },
  webhooks_total: { status: ['200', '400', '401', '408', '413', '429', '503'] },
};

export interface Sample {
  /** Without `handsfree_`, and without what a histogram adds. */
  metric: string;
  labels: Record<string, string>;
}

/** The samples of Prometheus' text format, or of one series of it. Those of the process itself come from prom-client, and know no people. */
export function samplesIn(text: string): Sample[] {
  return [...text.matchAll(/^handsfree_(\w+)(?:\{(.*)\})?(?: |$)/gm)].map(([, name = '', labels = '']) => ({
    metric: name.replace(/_(?:bucket|count|sum)$/, ''),
    labels: Object.fromEntries(
      [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label = '', value = '']) => [label, value]),
    ),
  }));
}

/** @returns what is wrong with it: a label that is not in the table, one that is missing, or a value of its own */
export function faultOf({ metric, labels: { le: _bound, ...labels } }: Sample): string | undefined {
  const allowed = allowedLabels[metric] ?? {};
  if (Object.keys(labels).toSorted().join() !== Object.keys(allowed).toSorted().join())
    return `${metric} has the labels ${Object.keys(labels).join()}`;
  const fault = Object.entries(labels).find(([label, value]) => {
    const values = allowed[label] ?? [];
    return Array.isArray(values) ? !values.includes(value) : !values(value);
  });
  return fault && `${metric} has the label ${fault.join('=')}`;
}
