import { z } from 'zod';

import { parseBody } from '../../parse-body.ts';
import type { Reaction } from '../send.ts';

const reactionSchema = z.object({
  message_id: z.string().min(1),
  emoji: z.union([z.literal(''), z.emoji()], 'must be one emoji, or empty to take the reaction back'),
});

export function readReaction(part: unknown): Reaction {
  const { message_id: wamid, emoji } = parseBody(reactionSchema, part, 'reaction');
  return { kind: 'reaction', wamid, emoji };
}
