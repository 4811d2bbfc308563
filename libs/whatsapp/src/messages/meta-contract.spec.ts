import { metaApi } from '#testing';

import { everyKind } from '../../test/every-kind.ts';
import { faultsOfMessage } from '../../test/message-schema.ts';
import { contentOf, type MessageContent, messageBodyOf } from './message-body.ts';

const path = '/{Version}/{Phone-Number-ID}/messages';
const examples = metaApi.operations.find((one) => one.path === path)?.requests ?? {};
const messages = everyKind(() => ({ id: '2762702990552401' }), 'wamid.HBgLM...');

const bodyOf = (content: MessageContent, quotes?: string): Record<string, unknown> =>
  messageBodyOf({ to: { phone: '16505551234' }, callbackData: 'job-42', quotes }, contentOf(content));

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
