import type { BusinessAccount, BusinessNumber } from './account.ts';

type CanSend = 'AVAILABLE' | 'LIMITED' | 'BLOCKED';

interface Entity {
  entity_type: string;
  id: string;
  can_send_message: CanSend;
  errors?: { error_code: number; error_description: string; possible_solution: string }[];
}

const worstFirst: CanSend[] = ['BLOCKED', 'LIMITED', 'AVAILABLE'];

/** Whether a number can send, and what stands in its way: `health_status`. */
export function healthOf(number: BusinessNumber): object {
  return summary([entityOfNumber(number), entityOfAccount(number.account)]);
}

export function healthOfAccount(account: BusinessAccount): object {
  return summary([entityOfAccount(account)]);
}

function summary(entities: Entity[]): object {
  const worst = worstFirst.find((one) => entities.some((entity) => entity.can_send_message === one));
  return { can_send_message: worst, entities };
}

function entityOfNumber({ id, status }: BusinessNumber): Entity {
  const entity = { entity_type: 'PHONE_NUMBER', id };
  switch (status) {
    case 'CONNECTED':
      return { ...entity, can_send_message: 'AVAILABLE' };
    case 'FLAGGED':
    case 'RATE_LIMITED':
    case 'RESTRICTED':
      return {
        ...entity,
        can_send_message: 'LIMITED',
        errors: [trouble(141_006, `The number is ${status}.`, 'Send less, and only what people want.')],
      };
    case 'BANNED':
      return {
        ...entity,
        can_send_message: 'BLOCKED',
        errors: [trouble(141_005, 'The number is banned.', 'Appeal in Business Support Home.')],
      };
    default:
      return {
        ...entity,
        can_send_message: 'BLOCKED',
        errors: [trouble(141_000, 'The number is not registered.', 'Register the number.')],
      };
  }
}

function entityOfAccount({ id, reviewStatus }: BusinessAccount): Entity {
  const entity = { entity_type: 'WABA', id };
  if (reviewStatus === 'APPROVED') return { ...entity, can_send_message: 'AVAILABLE' };
  const errors = [trouble(141_010, `The account's review is ${reviewStatus}.`, 'See WhatsApp Manager.')];
  return { ...entity, can_send_message: reviewStatus === 'PENDING' ? 'LIMITED' : 'BLOCKED', errors };
}

function trouble(code: number, description: string, solution: string) {
  return { error_code: code, error_description: description, possible_solution: solution };
}
