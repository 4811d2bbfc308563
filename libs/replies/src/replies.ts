import { conversationReplies } from './conversation.replies.ts';
import { documentReplies } from './document.replies.ts';
import { eventChangeReplies } from './event-change.replies.ts';
import { eventReplies } from './event.replies.ts';
import { noteReplies } from './note.replies.ts';
import { ownDataReplies } from './own-data.replies.ts';
import { reminderChangeReplies } from './reminder-change.replies.ts';
import { reminderReplies } from './reminder.replies.ts';
import { taskReplies } from './task.replies.ts';
import { timerReplies } from './timer.replies.ts';

/** Everything the assistant says, in English. */
export const replies = {
  ...conversationReplies,
  ...eventReplies,
  ...eventChangeReplies,
  ...reminderReplies,
  ...reminderChangeReplies,
  ...taskReplies,
  ...timerReplies,
  ...noteReplies,
  ...documentReplies,
  ...ownDataReplies,
};
