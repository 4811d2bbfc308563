import type { Exchange, HeaderField } from '../phone/phone.events.ts';

/** What a browser's network panel and others read: HTTP Archive 1.2. */
export interface Har {
  log: { version: string; creator: { name: string; version: string }; entries: HarEntry[] };
}

type HarEntry = ReturnType<typeof entryOf>;

/** @param origin where the business reaches the simulator: its calls are known by their path */
export function harOf(exchanges: readonly Exchange[], origin: string): Har {
  const entries = exchanges.map((exchange) => entryOf(exchange, origin));
  return { log: { version: '1.2', creator: { name: 'The WhatsApp simulator', version: '1' }, entries } };
}

function entryOf(exchange: Exchange, origin: string) {
  const { id, direction, at, tookMs, name, trouble, repeats } = exchange;
  const time = tookMs ?? 0;
  return {
    startedDateTime: at,
    time,
    request: requestOf(exchange, origin),
    response: responseOf(exchange),
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
    ...(trouble && { comment: trouble }),
    // Whatever begins with an underscore is somebody's own.
    _id: id,
    _direction: direction,
    ...(name && { _person: name }),
    ...(repeats && { _repeats: repeats }),
  };
}

function requestOf({ method, url, requestHeaders, request }: Exchange, origin: string) {
  const full = new URL(url, origin);
  return {
    method,
    url: full.href,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: requestHeaders,
    queryString: [...full.searchParams].map(([name, value]) => ({ name, value })),
    ...(request && { postData: { mimeType: typeIn(requestHeaders), text: request } }),
    headersSize: -1,
    bodySize: sizeIn(requestHeaders),
  };
}

/** Without an answer the status is 0, as browsers have it. */
function responseOf({ status, responseHeaders, response }: Exchange) {
  return {
    status: status ?? 0,
    statusText: '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: responseHeaders,
    content: { size: Buffer.byteLength(response), mimeType: typeIn(responseHeaders), text: response },
    redirectURL: valueIn(responseHeaders, 'location') ?? '',
    headersSize: -1,
    bodySize: sizeIn(responseHeaders),
  };
}

function valueIn(headers: readonly HeaderField[], wanted: string): string | undefined {
  return headers.find(({ name }) => name.toLowerCase() === wanted)?.value;
}

const typeIn = (headers: readonly HeaderField[]): string => valueIn(headers, 'content-type') ?? '';
/** -1: nobody said. */
const sizeIn = (headers: readonly HeaderField[]): number => Number(valueIn(headers, 'content-length') ?? -1);
