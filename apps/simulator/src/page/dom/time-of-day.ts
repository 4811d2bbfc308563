/**
 * Times of day, as the reader's language writes them. Each is as fine as what it has to tell apart: a message bears its minute, as on any
 * phone; calls follow each other within a minute, so the tools tell the second; one message passes its states within a second.
 */
const minute = { hour: 'numeric', minute: '2-digit' } as const;
const second = { ...minute, second: '2-digit' } as const;

export const minuteOf = writer(minute);
export const secondOf = writer(second);
export const millisecondOf = writer({ ...second, fractionalSecondDigits: 3 });
export const dayAndSecondOf = writer({ ...second, year: 'numeric', month: 'numeric', day: 'numeric' });

function writer(options: Intl.DateTimeFormatOptions): (at: string) => string {
  const format = new Intl.DateTimeFormat(undefined, options);
  return (at) => format.format(new Date(at));
}
