import { conversationReplies } from './conversation.replies.ts';
import { eventChangeReplies } from './event-change.replies.ts';
import { eventReplies } from './event.replies.ts';
import { helpReplies } from './help.replies.ts';
import { missedReplies } from './missed.replies.ts';
import { noteReplies } from './note.replies.ts';
import { reminderChangeReplies } from './reminder-change.replies.ts';
import { reminderReplies } from './reminder.replies.ts';
import { taskReplies } from './task.replies.ts';
import { timerReplies } from './timer.replies.ts';

/** Everything the assistant says, in English. */
export const replies = {
  ...conversationReplies,
  ...helpReplies,
  ...eventReplies,
  ...eventChangeReplies,
  ...reminderReplies,
  ...reminderChangeReplies,
  ...taskReplies,
  ...timerReplies,
  ...noteReplies,
  ...missedReplies,
};
