import { sampleFiles } from '#testing';

import { Clock } from '../../src/clock.ts';
import { type Answer, SimulatorApp } from '../simulator-app.ts';
import { filled, type Things } from './filled.ts';
import { promotion, templatesOfExamples } from './templates.ts';

/** Longer than a review of a template takes. */
const reviewMs = 60_000;
const files = {
  audio: [sampleFiles.voice, 'audio/ogg'],
  document: [sampleFiles.pdf, 'application/pdf'],
  image: [sampleFiles.jpeg, 'image/jpeg'],
  sticker: [sampleFiles.webp, 'image/webp'],
  video: [sampleFiles.mp4, 'video/mp4'],
} as const;

/** A simulator in which there is what one of Meta's examples speaks of, to be called as the example has it. */
export class Scene {
  readonly #things: Things = {
    person: '+16505551234',
    wamid: '',
    media: { audio: '', document: '', image: '', sticker: '', video: '' },
    template: 'new_template',
    webhook: '',
  };
  /** What the placeholders in paths stand for. */
  readonly #ids: Record<string, string>;

  private constructor(private readonly simulator: SimulatorApp) {
    const { phoneNumberId, businessAccountId } = simulator;
    this.#ids = { 'Phone-Number-ID': phoneNumberId, 'WABA-ID': businessAccountId };
    this.#things.webhook = simulator.webhookUrl;
  }

  /** @param title of the example */
  static async set(title: string): Promise<Scene> {
    const scene = new Scene(await SimulatorApp.start());
    await scene.#hearFromPerson();
    await scene.#uploadFiles();
    await scene.#addTemplates(title);
    return scene;
  }

  /** @param path with placeholders, in the example too */
  async call(
    method: string,
    path: string,
    example?: object,
    query: Record<string, string> = {},
  ): Promise<Answer<object>> {
    const withIds = path
      .replace('/{Version}', '')
      .replace(/\{(.+?)\}/g, (_, name: string) => this.#ids[name] ?? name);
    const search = new URLSearchParams(query).toString();
    const body = example && filled(example, this.#things);
    const upload = path.endsWith('/media') ? uploadOf(body as { file: string }) : undefined;
    return this.simulator.graph(method, search ? `${withIds}?${search}` : withIds, upload ?? body);
  }

  /** From here on it is all about a number that was added and nothing else yet. */
  async addNumber(): Promise<void> {
    const about = { phone_number: '16315551000', verified_name: 'Lucky Shrub', cc: '1' };
    const { body } = await this.call('POST', '/{Version}/{WABA-ID}/phone_numbers', about);
    this.#ids['Phone-Number-ID'] = (body as { id: string }).id;
  }

  async requestCode(): Promise<void> {
    const how = { code_method: 'SMS', language: 'en_US' };
    await this.call('POST', '/{Version}/{Phone-Number-ID}/request_code', how);
  }

  async nameNumber(username: string): Promise<void> {
    await this.call('POST', '/{Version}/{Phone-Number-ID}', { username });
  }

  /** As Meta does with a template that it takes for something else. */
  async moveTemplate(category: string): Promise<void> {
    const path = `/_scenario/templates/${this.#ids.TEMPLATE_ID}/category`;
    await this.simulator.call('POST', path, { category, noticeMs: 0 });
  }

  close(): Promise<void> {
    return this.simulator.close();
  }

  async #hearFromPerson(): Promise<void> {
    const words = { text: 'Does it come in another color?', phone: this.#things.person };
    const { body } = await this.simulator.call<{ wamid: string }>('POST', '/_phone/messages', words);
    this.#things.wamid = body.wamid;
  }

  async #uploadFiles(): Promise<void> {
    for (const [kind, [bytes, type]] of Object.entries(files)) {
      const path = `/${this.simulator.phoneNumberId}/media`;
      const { body } = await this.simulator.graph<{ id: string }>('POST', path, formOf(bytes, type));
      this.#things.media[kind as keyof typeof files] = body.id;
    }
    this.#ids['Media-ID'] = this.#things.media.image;
  }

  async #addTemplates(title: string): Promise<void> {
    const template = templatesOfExamples[title];
    if (template) {
      this.#things.template = template.name;
      await this.#addTemplate(template);
    }
    this.#ids.TEMPLATE_ID = await this.#addTemplate(promotion);
    this.simulator.get(Clock).advance(reviewMs);
  }

  async #addTemplate(template: object): Promise<string> {
    const { body } = await this.call('POST', '/{Version}/{WABA-ID}/message_templates', template);
    return (body as { id: string }).id;
  }
}

/** The examples write an upload as curl does: `@/local/path/file.jpg;type=image/jpeg`. */
function uploadOf({ file }: { file: string }): FormData {
  const type = /;type=(.+)$/.exec(file)?.[1] ?? '';
  const [bytes, mimeType] = Object.values(files).find((one) => one[1].endsWith(type)) ?? files.document;
  return formOf(bytes, mimeType);
}

function formOf(bytes: Uint8Array<ArrayBuffer>, type: string): FormData {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('type', type);
  form.set('file', new Blob([bytes], { type }), 'file');
  return form;
}
