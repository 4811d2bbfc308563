import type { AccessRules, Turn } from '#data';
import { replies } from '#replies';

import type { Understood } from './understood.ts';
import { isAnswered } from './wordless.ts';

/** What becomes of a message by somebody who may not use the assistant: one polite line, then silence. Undefined for everybody else. */
export function strangerOf(turn: Turn, rules: AccessRules): Understood | undefined {
  const { contact, isAdmitted, isRefused, text, becomes } = turn;
  if (rules.admits(contact.phone) || (rules.isByCode && isAdmitted)) return undefined;
  if (becomes) return { outcome: 'renamed', becomes };
  if (!isAnswered(turn)) return { outcome: 'noted' };
  if (rules.isCode(turn.amendment?.text ?? text)) return { outcome: 'admitted', reply: replies.admitted() };
  return isRefused
    ? { outcome: 'stranger_ignored' }
    : { outcome: 'stranger_told', reply: replies.notAdmitted(rules.isByCode) };
}
