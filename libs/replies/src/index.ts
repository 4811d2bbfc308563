export { replies } from './replies.ts';
