import type { Content } from './content.ts';
import type { InboundMessage } from './message.schema.ts';

/**
 * What WhatsApp sends when somebody taps something on a message; nothing when there is no such thing on it.
 * @param id of a button or row, or the payload of a template's quick reply
 */
export function replyTo(content: Content, id: string): InboundMessage | undefined {
  if (content.kind === 'template') {
    for (const button of content.buttons) {
      if (button.type !== 'quick reply' || button.payload !== id) continue;
      return { type: 'button', button: { payload: id, text: button.title } };
    }
    return undefined;
  }
  if (content.kind !== 'interactive') return undefined;
  const { action } = content;
  if (action.type === 'buttons') {
    const button = action.buttons.find((one) => one.id === id);
    return button && replyOf('button_reply', { id, title: button.title });
  }
  if (action.type === 'list') {
    const row = action.sections.flatMap(({ rows }) => rows).find((one) => one.id === id);
    return row && replyOf('list_reply', { id, title: row.title, description: row.description });
  }
  return undefined;
}

function replyOf(type: 'button_reply' | 'list_reply', reply: object): InboundMessage {
  return { type: 'interactive', interactive: { type, [type]: reply } };
}
