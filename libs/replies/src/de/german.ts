import type { english } from '../en/english.ts';
import { conversationReplies } from './conversation.replies.ts';
import { documentReplies } from './document.replies.ts';
import { eventChangeReplies } from './event-change.replies.ts';
import { eventReplies } from './event.replies.ts';
import { fileReplies } from './file.replies.ts';
import { helpReplies } from './help.replies.ts';
import { languageReplies } from './language.replies.ts';
import { missedReplies } from './missed.replies.ts';
import { noteReplies } from './note.replies.ts';
import { ownDataReplies } from './own-data.replies.ts';
import { planReplies } from './plan.replies.ts';
import { preferenceReplies } from './preference.replies.ts';
import { reminderChangeReplies } from './reminder-change.replies.ts';
import { reminderReplies } from './reminder.replies.ts';
import { ruleReplies } from './rule.replies.ts';
import { taskReplies } from './task.replies.ts';
import { timeReplies } from './time.replies.ts';
import { timerReplies } from './timer.replies.ts';

/** Everything the assistant says, in German. */
export const german: typeof english = {
  ...conversationReplies,
  ...eventReplies,
  ...eventChangeReplies,
  ...reminderReplies,
  ...reminderChangeReplies,
  ...taskReplies,
  ...timerReplies,
  ...noteReplies,
  ...timeReplies,
  ...ruleReplies,
  ...planReplies,
  ...fileReplies,
  ...languageReplies,
  ...preferenceReplies,
  ...documentReplies,
  ...ownDataReplies,
  ...helpReplies,
  ...missedReplies,
};
