import { sampleFiles, SimulatedWhatsApp } from '#testing';

import { everyKind } from '../test/every-kind.ts';
import { GraphClient } from './graph.client.ts';
import { GraphError } from './graph-error.ts';
import type { Envelope, MessageContent } from './messages/message-body.ts';
import { MessageLimitError } from './messages/message-limit.ts';

const envelope: Envelope = { to: { phone: '16505551234' }, callbackData: 'job-42' };
const files = {
  image: ['jpeg', 'image/jpeg'],
  video: ['mp4', 'video/mp4'],
  document: ['pdf', 'application/pdf'],
  audio: ['voice', 'audio/ogg; codecs=opus'],
  sticker: ['webp', 'image/webp'],
} as const;
type FileKind = keyof typeof files;
const kinds = Object.keys(files) as FileKind[];

describe('GraphClient', () => {
  let whatsapp: SimulatedWhatsApp;
  let graph: GraphClient;

  beforeAll(async () => {
    whatsapp = await SimulatedWhatsApp.start();
    graph = new GraphClient(whatsapp.settings, 60_000);
    await whatsapp.addTemplate(
      'order_confirmation',
      { type: 'HEADER', format: 'DOCUMENT', example: { header_handle: ['4::aW'] } },
      {
        type: 'BODY',
        text: 'Thank you for your order, {{first_name}}! We will let you know when it is on its way.',
        example: { body_text_named_params: [{ param_name: 'first_name', example: 'Pablo' }] },
      },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Track' },
          {
            type: 'URL',
            text: 'View',
            url: 'https://example.com/o/{{1}}',
            example: ['https://example.com/o/1'],
          },
          { type: 'COPY_CODE', example: 'SAVE10' },
        ],
      },
    );
    await whatsapp.addTemplate(
      'meeting_place',
      { type: 'HEADER', format: 'LOCATION' },
      {
        type: 'BODY',
        text: 'Your appointment is on {{1}}, and this is where to come to.',
        example: { body_text: [['Tuesday']] },
      },
    );
  });
  afterAll(() => whatsapp.stop());
  beforeEach(() => whatsapp.forget());

  const upload = (kind: FileKind): Promise<string> => {
    const [sample, type] = files[kind];
    return graph.upload(sampleFiles[sample], type, `größe.${sample}`);
  };
  async function uploads(): Promise<Map<FileKind, string>> {
    const ids = await Promise.all(kinds.map(upload));
    return new Map(kinds.map((kind, at) => [kind, ids[at]!]));
  }

  it('sends a message of each kind', async () => {
    const { wamid } = await whatsapp.client.say('Hello');
    const ids = await uploads();
    const messages = Object.values(everyKind((kind) => ({ id: ids.get(kind)! }), wamid));

    const sent: string[] = [];
    for (const message of messages) sent.push(await graph.send(envelope, message));

    const { sends, refusals } = await whatsapp.client.books();
    expect(refusals).toEqual([]);
    expect(sent).toHaveLength(messages.length);
    expect(sends.map((send) => send.wamid)).toEqual(sent);
  });

  it.each<[string, MessageContent]>([
    ['text', { kind: 'text', body: 'Hello' }],
    ['template', { kind: 'template', name: 'hello_world', language: 'en_US' }],
    ['image', { kind: 'image', file: { link: 'https://example.com/a.jpg' } }],
  ])('quotes a message with a %s', async (_, content) => {
    const { wamid } = await whatsapp.client.say('Hello');

    await graph.send({ ...envelope, quotes: wamid }, content);

    expect(await whatsapp.requests()).toMatchObject([{ context: { message_id: wamid } }]);
  });

  it('reacts, and takes it back', async () => {
    const { wamid } = await whatsapp.client.say('Hello');

    await graph.send(envelope, { kind: 'reaction', wamid, emoji: '👍' });
    await graph.send(envelope, { kind: 'reaction', wamid, emoji: '' });

    expect(await whatsapp.requests()).toMatchObject([
      { reaction: { message_id: wamid, emoji: '👍' } },
      { reaction: { message_id: wamid, emoji: '' } },
    ]);
  });

  it('sends nothing that WhatsApp would refuse', async () => {
    const tooLong: MessageContent = { kind: 'text', body: 'x'.repeat(4_097) };

    await expect(graph.send(envelope, tooLong)).rejects.toThrow(MessageLimitError);
    await expect(graph.sendText({ ...envelope, body: '' })).rejects.toMatchObject({ outcome: 'refused' });
    await expect(
      graph.send({ ...envelope, callbackData: 'x'.repeat(513) }, { kind: 'text', body: 'Hello' }),
    ).rejects.toThrow(MessageLimitError);
    expect(await whatsapp.requests()).toEqual([]);
  });

  it('uploads no file that WhatsApp would refuse', async () => {
    await expect(graph.upload(sampleFiles.gif, 'image/gif', 'a.gif')).rejects.toThrow(MessageLimitError);
    const large = new Uint8Array(5 * 1_024 * 1_024 + 1);
    await expect(graph.upload(large, 'image/png', 'a.png')).rejects.toThrow('not 5242881');
  });

  it('passes on what WhatsApp says about the bytes of a file', async () => {
    const uploading = graph.upload(sampleFiles.exe, 'image/png', 'a.png');

    await expect(uploading).rejects.toThrow(GraphError);
    await expect(uploading).rejects.toMatchObject({ outcome: 'refused', code: 131_053 });
  });

  it('uploads as many bytes as WhatsApp takes', async () => {
    const film = new Uint8Array(16 * 1_024 * 1_024);
    film.set(sampleFiles.mp4);

    expect(await graph.upload(film, 'video/mp4', 'film.mp4')).toMatch(/^\d+$/);
  });

  it('marks a message as read, and shows that it writes', async () => {
    const { wamid } = await whatsapp.client.say('Hello');

    await graph.markRead(wamid);
    await graph.markRead(wamid, { typing: true });

    expect((await whatsapp.client.books()).reads).toMatchObject([
      { wamid, typing: false },
      { wamid, typing: true },
    ]);
  });

  it('tells of a message that could not be marked as read', async () => {
    const marking = new GraphClient({ ...whatsapp.settings, apiTokens: ['wrong'] }).markRead('wamid.A=');

    await expect(marking).rejects.toThrow(GraphError);
    await expect(marking).rejects.toMatchObject({ outcome: 'not sent', code: 190 });
  });
});
