import type { Choices } from './choices.ts';

/** What is tapped under a reminder or timer that rang. */
export interface RingAnswer {
  reminderId: string;
  /** For how long it is put off; absent: it is done. */
  minutes?: number;
}

/** @param titles what stands on the buttons, at most 20 characters, in their order */
export function ringChoices(
  reminderId: string,
  titles: readonly { title: string; minutes?: number }[],
): Choices {
  return {
    buttons: titles.map(({ title, minutes }) => ({ id: `rang-${minutes ?? 'done'}-${reminderId}`, title })),
  };
}

export function ringAnswerOf(choice: string | undefined): RingAnswer | undefined {
  const [, minutes, reminderId] = /^rang-(done|\d{1,4})-(.+)$/.exec(choice ?? '') ?? [];
  if (reminderId === undefined) return undefined;
  return minutes === 'done' ? { reminderId } : { reminderId, minutes: Number(minutes) };
}
