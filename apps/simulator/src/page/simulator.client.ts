import type { PhoneEvents } from '../phone/phone.events.ts';

const tryAgainAfterMs = 1_000;

type EventHandlers = { [Type in keyof PhoneEvents]: (data: PhoneEvents[Type]) => void };

/** Whose phone this is: `/?phone=4915112345678&name=Ada` is another person than the usual one. */
const person = new URLSearchParams(location.search);

/** Stays connected: whenever the stream ends it is opened again and begins with a new snapshot. */
export function listen(handlers: EventHandlers, onLost: () => void): void {
  const source = new EventSource(`_phone/events?${person}`);
  on(source, 'snapshot', handlers);
  on(source, 'bubble', handlers);
  on(source, 'typing', handlers);
  on(source, 'line', handlers);
  source.addEventListener('error', () => {
    onLost();
    // The browser tries again by itself unless it was answered with an error.
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(handlers, onLost), tryAgainAfterMs);
  });
}

/** Whether the simulator took it. */
export async function send(text: string): Promise<boolean> {
  try {
    const response = await fetch('_phone/messages', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...Object.fromEntries(person), text }),
    });
    return response.ok;
  } catch {
    return false;
  }
}

function on<Type extends keyof PhoneEvents>(
  source: EventSource,
  type: Type,
  handlers: { [T in Type]: (data: PhoneEvents[T]) => void },
): void {
  source.addEventListener(type, (event: MessageEvent<string>) => handlers[type](JSON.parse(event.data)));
}
