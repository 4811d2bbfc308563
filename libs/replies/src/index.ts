export { replies } from './replies.ts';
export { longestTaskList } from './task.replies.ts';
export { longestReply, short } from './wording.ts';
