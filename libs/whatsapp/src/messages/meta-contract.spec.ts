import { Ajv2020 } from 'ajv/dist/2020.js';

import { metaApi } from '#testing';

import { contentOf, type MessageContent, messageBodyOf } from './message-body.ts';
import type { FileReference } from './file-reference.ts';

type Schema = Record<string, unknown>;
type Parts = Record<string, Schema>;

const path = '/{Version}/{Phone-Number-ID}/messages';
const examples = metaApi.operations.find((one) => one.path === path)?.requests ?? {};
const schemas = structuredClone(metaApi.components.schemas) as Record<string, Schema>;

/** What Meta's pages and its own examples know and its schemas do not. Everything else stands as Meta wrote it. */
function mend(): void {
  const {
    BaseMessageProperties,
    ReactionMessage,
    LanguageObject,
    InteractiveObject,
    ActionObject,
    BodyObject,
  } = schemas;
  const base = BaseMessageProperties!.properties as Parts;
  base.biz_opaque_callback_data = { type: 'string', maxLength: 512 };
  for (const [name, schema] of Object.entries(schemas)) {
    if (!/^\w+Message$/.test(name)) continue;
    // The part beside the common one forbids what the common one requires, so no message at all would be right.
    const [, own] = schema.allOf as Schema[];
    delete own!.additionalProperties;
    schema.unevaluatedProperties = false;
  }
  expect(ReactionMessage).toHaveProperty('unevaluatedProperties', false);
  // None of Meta's newer examples has a `policy`.
  LanguageObject!.required = ['code'];
  const type = (InteractiveObject!.properties as Parts).type as { enum: string[] };
  type.enum.push('cta_url', 'location_request_message');
  const named = (name: string, ...needed: string[]): Schema => ({
    required: ['name', ...needed],
    properties: { name: { enum: [name] } },
  });
  (ActionObject!.oneOf as Schema[]).push(named('cta_url', 'parameters'), named('send_location'));
  // That of a list may be longer.
  (BodyObject!.properties as Parts).text!.maxLength = 4_096;
  for (const name of ['TemplateComponent', 'ButtonComponent']) {
    const { allOf, properties } = schemas[name] as { allOf?: Schema[]; properties?: Parts };
    const fields = properties ?? (allOf![1]!.properties as Parts);
    (fields.sub_type as { enum: string[] }).enum.push('copy_code');
    // Meta's pattern leaves out 0 and 1, with which its own examples begin.
    fields.index!.pattern = '^[0-9]$';
  }
  const kinds = (name: string) => (schemas[name]!.properties as Parts).type as { enum: string[] };
  kinds('ParameterObject').enum.push('location');
  kinds('ButtonParameterObject').enum.push('coupon_code');
}

mend();
const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false });
for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(schema, `#/components/schemas/${name}`);

function faultsOf(name: string, value: unknown): string[] {
  const validate = ajv.getSchema(`#/components/schemas/${name}`)!;
  if (validate(value) === true) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || 'body'} ${message}`);
}

function faultsOfMessage(body: Record<string, unknown>): string[] {
  const { type, template } = body as { type: string; template?: { components?: { type: string }[] } };
  const named = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  // The schema of templates does not lead to those of its components by itself.
  const components = template?.components ?? [];
  return [
    ...faultsOf(`${named(type)}Message`, body),
    ...components.flatMap((one) => faultsOf(`${named(one.type)}Component`, one)),
  ];
}

const bodyOf = (content: MessageContent, quotes?: string): Record<string, unknown> =>
  messageBodyOf({ to: { phone: '16505551234' }, callbackData: 'job-42', quotes }, contentOf(content));

const file: FileReference = { id: '2762702990552401' };
const link: FileReference = { link: 'https://example.com/file' };
const words = { body: 'Which one?', footer: 'Lucky Shrub' };

const messages: Record<string, MessageContent> = {
  text: { kind: 'text', body: 'Hello', previewUrl: true },
  buttons: {
    kind: 'buttons',
    ...words,
    header: { type: 'video', file },
    buttons: [{ id: '1', title: 'Yes' }],
  },
  list: {
    kind: 'list',
    body: 'x'.repeat(4_096),
    header: { type: 'text', text: 'Shipping' },
    button: 'Options',
    sections: [
      { title: 'Soon', rows: [{ id: '1', title: 'Express', description: 'Next day' }] },
      { title: 'Later', rows: [{ id: '2', title: 'Mail' }] },
    ],
  },
  'link to tap': { kind: 'link', ...words, link: { title: 'Open', url: 'https://example.com' } },
  'request for the location': { kind: 'location_request', body: 'Where are you?' },
  'template with everything': {
    kind: 'template',
    name: 'order_confirmation',
    language: 'en_US',
    header: { type: 'document', file, filename: 'Plan.pdf' },
    body: { first_name: 'Jessica' },
    buttons: [
      { type: 'quick_reply', index: 0, payload: 'track' },
      { type: 'url', index: 1, suffix: '42' },
      { type: 'copy_code', index: 2, code: 'SAVE10' },
    ],
  },
  'template with a place': {
    kind: 'template',
    name: 'order_confirmation',
    language: 'en_US',
    header: { type: 'location', location: { latitude: 37.44, longitude: -122.16 } },
  },
  'template without values': { kind: 'template', name: 'hello_world', language: 'en_US' },
  image: { kind: 'image', file, caption: 'Look' },
  video: { kind: 'video', file: link, caption: 'Look' },
  document: { kind: 'document', file, caption: 'Plan', filename: 'Plan.pdf' },
  voice: { kind: 'audio', file, voice: true },
  sticker: { kind: 'sticker', file },
  location: {
    kind: 'location',
    latitude: 37.44,
    longitude: -122.16,
    name: 'Philz',
    address: '101 Forest Ave',
  },
  contacts: {
    kind: 'contacts',
    contacts: [
      {
        name: { formatted_name: 'Barbara J. Johnson', first_name: 'Barbara' },
        phones: [{ phone: '+16505559999', type: 'HOME', wa_id: '16505559999' }],
        emails: [{ email: 'b@example.com', type: 'WORK' }],
        urls: [{ url: 'https://example.com', type: 'WORK' }],
        addresses: [{ street: '1 Main', city: 'Menlo Park', country_code: 'US', type: 'HOME' }],
        org: { company: 'Social Tsunami', title: 'Engineer' },
        birthday: '1999-01-23',
      },
    ],
  },
  reaction: { kind: 'reaction', wamid: 'wamid.HBgLM...', emoji: '😀' },
};

describe("Meta's schema of messages", () => {
  it.each(Object.keys(messages))('fits ours: %s', (title) => {
    expect(faultsOfMessage(bodyOf(messages[title]!))).toEqual([]);
  });

  it.each(Object.keys(messages).filter((title) => title !== 'reaction'))('fits a quote with %s', (title) => {
    expect(faultsOfMessage(bodyOf(messages[title]!, 'wamid.QUOTED='))).toEqual([]);
  });

  it('tells a field that is not there from one that is', () => {
    const { text, ...rest } = bodyOf(messages.text!);

    expect(faultsOfMessage(rest)).not.toEqual([]);
    expect(faultsOfMessage({ ...rest, text, txt: text })).not.toEqual([]);
    expect(faultsOfMessage({ ...rest, text: { ...(text as object), preview: true } })).not.toEqual([]);
  });
});

describe("Meta's own examples", () => {
  const wamid = '<MSGID_OF_PREV_MSG>';
  const replyTo = '<MSGID_OF_MSG_YOU_ARE_REPLYING_TO>';
  const row = (section: number, at: number) => ({
    id: `<LIST_SECTION_${section}_ROW_${at}_ID>`,
    title: `<SECTION_${section}_ROW_${at}_TITLE>`,
    description: `<SECTION_${section}_ROW_${at}_DESC>`,
  });
  const section = (at: number) => ({ title: `<LIST_SECTION_${at}_TITLE>`, rows: [row(at, 1), row(at, 2)] });
  const list: MessageContent = {
    kind: 'list',
    header: { type: 'text', text: '<HEADER_TEXT>' },
    body: '<BODY_TEXT>',
    footer: '<FOOTER_TEXT>',
    button: '<BUTTON_TEXT>',
    sections: [section(1), section(2)],
  };
  const button = (at: number) => ({ id: `<UNIQUE_BUTTON_ID_${at}>`, title: `<BUTTON_TITLE_${at}>` });
  const video: MessageContent = {
    kind: 'video',
    file: { id: '<VIDEO_OBJECT_ID>' },
    caption: '<VIDEO_CAPTION_TEXT>',
  };

  it.each<{ title: string; content: MessageContent; quotes?: string }>([
    { title: 'Send Text Message', content: { kind: 'text', body: 'text-message-content' } },
    {
      title: 'Send Reply to Text Message',
      content: { kind: 'text', body: '<TEXT_MSG_CONTENT>' },
      quotes: wamid,
    },
    { title: 'Send Image Message by ID', content: { kind: 'image', file: { id: '<IMAGE_OBJECT_ID>' } } },
    { title: 'Send Audio Message by ID', content: { kind: 'audio', file: { id: '<AUDIO_OBJECT_ID>' } } },
    { title: 'Send Reply to Video Message by ID', content: video, quotes: replyTo },
    { title: 'Send Sticker Message by ID', content: { kind: 'sticker', file: { id: '<MEDIA_OBJECT_ID>' } } },
    {
      title: 'Send Document Message by ID',
      content: {
        kind: 'document',
        file: { id: '<DOCUMENT_OBJECT_ID>' },
        caption: '<DOCUMENT_CAPTION_TO_SEND>',
        filename: '<DOCUMENT_FILENAME>',
      },
    },
    {
      title: 'Send Reply with Reaction Message',
      content: { kind: 'reaction', wamid: 'wamid.HBgLM...', emoji: '😀' },
    },
    {
      title: 'Send Reply Button',
      content: { kind: 'buttons', body: '<BUTTON_TEXT>', buttons: [button(1), button(2)] },
    },
    { title: 'Send List Message', content: list },
    { title: 'Send Test Message', content: { kind: 'template', name: 'hello_world', language: 'en_US' } },
  ])('are built as they are: $title', ({ title, content, quotes }) => {
    const whereOurs = {
      to: '+16505551234',
      recipient_type: 'individual',
      biz_opaque_callback_data: 'job-42',
    };

    expect(bodyOf(content, quotes)).toEqual({ ...examples[title], ...whereOurs });
  });
});
