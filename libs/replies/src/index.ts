export { replies } from './replies.ts';
export { longestTaskList } from './task.replies.ts';
export { longestReply, lostTitle, short } from './wording.ts';
