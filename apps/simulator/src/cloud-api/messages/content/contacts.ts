import { z } from 'zod';

import type { ContactsContent } from '../../../phone/content.ts';
import { parseBody } from '../../parse-body.ts';

const contactSchema = z.object({
  name: z.object({ formatted_name: z.string().min(1) }),
  phones: z.array(z.object({ phone: z.string().optional() })).default([]),
  emails: z.array(z.object({ email: z.string().optional() })).default([]),
  org: z.object({ company: z.string().optional() }).optional(),
});

export function readContacts(part: unknown): ContactsContent {
  const contacts = parseBody(z.array(contactSchema).min(1), part, 'contacts');
  return {
    kind: 'contacts',
    contacts: contacts.map(({ name, phones, emails, org }) => ({
      name: name.formatted_name,
      phones: phones.flatMap(({ phone }) => phone ?? []),
      emails: emails.flatMap(({ email }) => email ?? []),
      company: org?.company,
    })),
  };
}
