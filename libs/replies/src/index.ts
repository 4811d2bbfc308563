export { replies } from './replies.ts';
export { longestReply, short } from './wording.ts';
