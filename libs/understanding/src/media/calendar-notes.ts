/**
 * What of an event is not as it stands in the file: left out because its date does not exist, taken once because it repeats in a way that
 * cannot be kept, taken on days that are excluded in a way that cannot be kept, or placed in the person's zone because its own is unknown.
 */
export type CalendarNote = 'no_date' | 'once' | 'all_days' | 'zone';

const mostTitles = 3;

const sentences: Record<CalendarNote, (titles: string) => string> = {
  no_date: (titles) => `I left out ${titles}: there is no date that I can keep.`,
  once: (titles) => `I cannot repeat ${titles} as the file says, so only the first time is there.`,
  all_days: (titles) => `I cannot leave out single days of ${titles}: please cancel those yourself.`,
  zone: (titles) => `I do not know the time zone of ${titles}, so I took yours.`,
};

/** What the person has to know beside the events. */
export function calendarSummary(
  events: { title: string; notes: CalendarNote[] }[],
  more: number,
): string | undefined {
  const said = (Object.keys(sentences) as CalendarNote[]).flatMap((note) => {
    const titles = events.filter(({ notes }) => notes.includes(note)).map(({ title }) => `“${title}”`);
    return titles.length > 0 ? [sentences[note](listed(titles))] : [];
  });
  if (more > 0) said.push(`${more} more ${more === 1 ? 'event' : 'events'} in the file are not shown.`);
  return said.length > 0 ? said.join(' ') : undefined;
}

function listed(titles: string[]): string {
  const rest = titles.length - mostTitles;
  return [...titles.slice(0, mostTitles), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}
