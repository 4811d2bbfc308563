import { usualPhone } from '../people.ts';
import type { SimulatorConfig } from '../simulator.config.ts';

/** What somebody needs to point a project at the simulator. */
export function announcement(config: SimulatorConfig): string {
  const url = `http://127.0.0.1:${config.port}`;
  const [token = ''] = config.tokens;
  const body = { messaging_product: 'whatsapp', to: `+${usualPhone}`, type: 'text', text: { body: 'Hello' } };
  return `
The simulated WhatsApp is ready.

Phone              ${url}/
Graph API          ${url}   instead of https://graph.facebook.com
Phone number id    ${config.phoneNumberId}
Account id         ${config.businessAccountId}
Access token       ${token}
App secret         ${config.appSecret}
Verify token       ${config.verifyToken}
Webhooks go to     ${config.webhookUrl}
Scenarios          ${url}/_scenario/openapi.json

A first message to the phone:

  curl ${url}/v26.0/${config.phoneNumberId}/messages \\
    -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' \\
    -d '${JSON.stringify(body)}'

Whether your webhook answers its verification as WhatsApp wants it:

  curl -X POST ${url}/_scenario/verify

Ctrl-C ends it.`;
}
