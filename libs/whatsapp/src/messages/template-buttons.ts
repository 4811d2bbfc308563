import { checkCount, checkDistinct, checkFilled, checkLength, MessageLimitError } from './message-limit.ts';

/** A value for a button of the template; `index` counts all its buttons from 0. */
export type TemplateButton = { index: number } & (
  | { type: 'quick_reply'; /** Comes back when it is tapped. */ payload: string }
  | { type: 'url'; /** For the variable at the end of the address. */ suffix: string }
  | { type: 'copy_code'; /** At most 20 characters. */ code: string }
);

const mostButtons = 10;
const mostOfType = { quick_reply: mostButtons, url: 2, copy_code: 1 };

export function templateButtonsOf(buttons: TemplateButton[]): object[] {
  if (buttons.length === 0) return [];
  checkCount('buttons in a template', buttons.length, mostButtons);
  const indexes = buttons.map(({ index }) => index);
  checkDistinct('buttons in a template', 'an index', indexes);
  for (const [type, most] of Object.entries(mostOfType)) {
    const count = buttons.filter((button) => button.type === type).length;
    if (count > most) {
      throw new MessageLimitError(`a template can have ${most} buttons of type ${type}, not ${count}`);
    }
  }
  return buttons.map(buttonOf);
}

function buttonOf(button: TemplateButton): object {
  const { type, index } = button;
  if (!Number.isInteger(index) || index < 0 || index >= mostButtons) {
    throw new MessageLimitError(
      `the index of a button must be between 0 and ${mostButtons - 1}, not ${index}`,
    );
  }
  return { type: 'button', sub_type: type, index: String(index), parameters: [parameterOf(button)] };
}

function parameterOf(button: TemplateButton): object {
  switch (button.type) {
    case 'quick_reply':
      checkFilled('payload of a button', button.payload);
      return { type: 'payload', payload: button.payload };
    case 'url':
      // Of the whole address.
      checkLength('end of an address', button.suffix, 2_000);
      return { type: 'text', text: button.suffix };
    default:
      // Meta's pages say 15 or 20; the lower one is left to WhatsApp.
      checkLength('code to copy', button.code, 20);
      return { type: 'coupon_code', coupon_code: button.code };
  }
}
