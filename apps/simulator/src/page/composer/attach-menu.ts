import { openForm } from '../dom/form.ts';
import type { IconName } from '../dom/icons.ts';
import { make } from '../dom/make.ts';
import { openMenu } from '../dom/menu.ts';
import type { AttachedFile } from '../phone.ts';

type Message = { type: string } & Record<string, unknown>;

export interface AttachActions {
  attach: (file: AttachedFile) => void;
  send: (message: Message) => void;
}

interface FileKind {
  kind: AttachedFile['kind'];
  label: string;
  icon: IconName;
  accept?: string;
}

const fileKinds: FileKind[] = [
  { kind: 'image', label: 'Picture', icon: 'picture', accept: 'image/jpeg,image/png' },
  { kind: 'video', label: 'Video', icon: 'video', accept: 'video/mp4,video/3gpp' },
  { kind: 'audio', label: 'Audio file', icon: 'music', accept: 'audio/*' },
  { kind: 'document', label: 'Document', icon: 'document' },
];

export function openAttachMenu(opener: HTMLElement, actions: AttachActions): void {
  openMenu(opener, 'Attach', [
    ...fileKinds.map((kind) => ({ ...kind, act: () => pickFile(kind, actions.attach) })),
    { label: 'Location', icon: 'location', act: () => askLocation(actions.send) },
    { label: 'Contact', icon: 'contact', act: () => askContact(actions.send) },
  ]);
}

function pickFile({ kind, accept }: FileKind, attach: AttachActions['attach']): void {
  const input = make('input', { type: 'file', accept });
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file) attach({ kind, file, filename: file.name });
  });
  input.click();
}

/** As WhatsApp sorts a file that was pasted or dropped. */
export function kindOfFile({ type }: Blob): AttachedFile['kind'] {
  if (type === 'image/jpeg' || type === 'image/png') return 'image';
  if (type === 'image/webp') return 'sticker';
  if (type === 'video/mp4' || type === 'video/3gpp') return 'video';
  return type.startsWith('audio/') ? 'audio' : 'document';
}

/** Filled with the place that stands in WhatsApp's documentation. */
export function askLocation(send: (message: Message) => void): void {
  const fields = [
    { name: 'latitude', label: 'Latitude', value: '37.44221496582', type: 'number', required: true },
    { name: 'longitude', label: 'Longitude', value: '-122.16165924072', type: 'number', required: true },
    { name: 'name', label: 'Name of the place', value: 'Philz Coffee' },
    { name: 'address', label: 'Address', value: '101 Forest Ave, Palo Alto, CA 94301' },
  ] as const;
  openForm({ title: 'Share a location', fields: [...fields], submit: 'Send location' }, (values) => {
    const { latitude, longitude, name, address } = values;
    const location = {
      latitude: Number(latitude),
      longitude: Number(longitude),
      ...(name && { name }),
      ...(address && { address }),
    };
    send({ type: 'location', location });
  });
}

function askContact(send: (message: Message) => void): void {
  const fields = [
    { name: 'name', label: 'Name', value: 'Barbara J. Johnson', required: true },
    { name: 'phone', label: 'Phone', value: '+1 650-555-9999', type: 'tel' },
    { name: 'email', label: 'Email', value: 'b@example.com', type: 'email' },
    { name: 'company', label: 'Company', value: 'Social Tsunami' },
  ] as const;
  openForm({ title: 'Share a contact', fields: [...fields], submit: 'Send contact' }, (values) => {
    send({ type: 'contacts', contacts: [contactOf(values)] });
  });
}

function contactOf({ name = '', phone, email, company }: Record<string, string>): object {
  const [first, ...others] = name.split(/\s+/);
  return {
    name: { formatted_name: name, first_name: first, ...(others.length && { last_name: others.at(-1) }) },
    ...(phone && { phones: [{ phone, wa_id: phone.replace(/\D/g, ''), type: 'MOBILE' }] }),
    ...(email && { emails: [{ email, type: 'WORK' }] }),
    ...(company && { org: { company } }),
  };
}
