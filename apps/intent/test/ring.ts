import { newWamid } from '#testing';

import type { IntentApp } from './intent-app.ts';

/** A reminder rings, as the notifier does it. @returns its id and the message's WhatsApp id as a blind index */
export async function ring(intent: IntentApp, title: string): Promise<{ id: string; message: string }> {
  const rows = await intent.database.reminder.findMany({
    where: { firedAt: null, cancelledAt: null },
    orderBy: { dueAt: 'asc' },
  });
  const due = rows.find(({ titleSealed }) => intent.sealer.open(titleSealed) === title);
  if (!due) throw new Error(`nothing is to ring: ${title}`);
  await intent.database.reminder.update({ where: { id: due.id }, data: { firedAt: new Date() } });
  const message = intent.sealer.blindIndex('wamid', newWamid());
  await intent.database.outboundMessage.create({
    data: {
      contactId: due.contactId,
      reminderId: due.id,
      purpose: 'reminder',
      bodySealed: intent.sealer.seal(`Reminder: ${title}`),
      wamidBlindIndex: message,
      status: 'accepted',
      relayAfter: new Date(),
    },
  });
  return { id: due.id, message };
}
