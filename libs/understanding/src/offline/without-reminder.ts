/** "dentist tomorrow at 3, no reminder": what stands before it says what is to be. */
const NO_REMINDER =
  /,? ?\b(?:(?:and|but) )?(?:(?:without|with no|no|don'?t set|do not set|skip)(?: (?:an?|any|the))? reminders?(?: (?:for (?:it|this|that|this one)|needed|necessary))?|(?<=, ?|and |but )(?:don'?t|do not|no need to) remind me(?: (?:of|about) (?:it|this|that))?)$/i;

/** The text without the words that want no reminder of it; undefined where there are none, or nothing else. */
export function withoutReminder(text: string): string | undefined {
  const rest = text.replace(NO_REMINDER, '');
  return rest === text || rest.trim() === '' ? undefined : rest;
}
