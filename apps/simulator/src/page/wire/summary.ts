import type { Exchange } from '../../phone/phone.events.ts';

/** What an exchange is about in a word or two, from its request: `text`, `status delivered`, `template order_confirmation`. */
export function summaryOf({ direction, request }: Exchange): string {
  try {
    return direction === 'webhook' ? ofWebhook(JSON.parse(request)) : ofCall(JSON.parse(request));
  } catch {
    return '';
  }
}

/** Where a request went. Its query, which can be long, is seen once the exchange is opened. */
export function pathOf(url: string): string {
  const path = URL.canParse(url) ? url.slice(new URL(url).origin.length) : url;
  return path.replace(/\?.*/, '?…');
}

interface Status {
  status: string;
  errors?: { code: number }[];
}

interface Webhook {
  entry: {
    changes: { field: string; value: { messages?: { type: string }[]; statuses?: Status[] } }[];
  }[];
}

function ofWebhook({ entry }: Webhook): string {
  const changes = entry.flatMap((one) => one.changes);
  const words = changes.flatMap(({ field, value: { messages = [], statuses = [] } }) => {
    const known = [...messages.map(({ type }) => type), ...statuses.map(ofStatus)];
    return known.length ? known : [field];
  });
  return words.length > 3 ? `${words.slice(0, 2).join(', ')} and ${words.length - 2} more` : words.join(', ');
}

function ofStatus({ status, errors = [] }: Status): string {
  return ['status', status, ...errors.map(({ code }) => code)].join(' ');
}

function ofCall(body: {
  type?: string;
  status?: string;
  text?: unknown;
  template?: { name?: string };
}): string {
  if (body.template?.name) return `template ${body.template.name}`;
  return body.type ?? body.status ?? (body.text ? 'text' : '');
}
