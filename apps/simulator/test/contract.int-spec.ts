import 'reflect-metadata';

import { metaApi, type MetaOperation } from '#testing';

import { answeredOtherwise, refused } from './contract/exceptions.ts';
import { Scene } from './contract/scene.ts';
import { faultsOf, faultsOfError } from './contract/schemas.ts';
import { missingIn, shapeOf } from './contract/shape.ts';
import type { Answer } from './simulator-app.ts';

type Query = Record<string, string>;

/** What comes before a call so that it makes sense. */
const before: Record<string, (scene: Scene) => Promise<void>> = {
  'GET /{Version}/{WABA-ID}/message_templates': (scene) => scene.moveTemplate('UTILITY'),
  'GET /{Version}/{WABA-ID}/phone_numbers': (scene) => scene.nameNumber('lucky_shrub'),
  'POST /{Version}/{Phone-Number-ID}/request_code': (scene) => scene.addNumber(),
  'POST /{Version}/{Phone-Number-ID}/verify_code': async (scene) => {
    await scene.addNumber();
    await scene.requestCode();
  },
};

/** What a request that has no example says. */
const queries: Record<string, Query> = {
  'DELETE /{Version}/{WABA-ID}/message_templates': { name: '2023_april_promo' },
};

/** These answer with the fields that they are asked for. */
const withFields = new Set([
  'GET /{Version}/{WABA-ID}/message_templates',
  'GET /{Version}/{WABA-ID}/phone_numbers',
  'GET /{Version}/{Phone-Number-ID}',
  'GET /{Version}/{WABA-ID}',
]);

const operations = metaApi.operations.map((one) => [`${one.method} ${one.path}`, one] as const);
const withoutBody = 'without a body';

let scenes: Scene[];

beforeEach(() => {
  scenes = [];
});
afterEach(() => Promise.all(scenes.map((scene) => scene.close())));

async function sceneFor(name: string, title: string): Promise<Scene> {
  const scene = await Scene.set(title);
  scenes.push(scene);
  await before[name]?.(scene);
  return scene;
}

describe.each(operations)('%s', (name, operation) => {
  const { method, path, requests, answers } = operation;
  const titles = Object.keys(requests).length > 0 ? Object.keys(requests) : [withoutBody];
  const call = (scene: Scene, title: string, query: Query = {}): Promise<Answer<object>> =>
    scene.call(method, path, requests[title], { ...queries[name], ...query });

  it.each(titles)('takes the request "%s"', async (title) => {
    const { status, body } = await call(await sceneFor(name, title), title);

    const exception = refused[name]?.[title];
    if (exception) {
      expect(body).toMatchObject({ error: { code: exception.code } });
      expect(faultsOfError(body)).toEqual([]);
      return;
    }
    expect({ status, body }).toEqual({ status: 200, body: expect.any(Object) });
    expect(faultsOf(operation, body)).toEqual([]);
  });

  const given = distinct(answers).filter((title) => !answeredOtherwise[name]?.[title]);
  for (const answerTitle of given) {
    it(`answers with all that is in "${answerTitle}"`, async () => {
      const wanted = answers[answerTitle]!;
      const missing: string[][] = [];
      // An answer often has the title of its request.
      for (const title of titles.toSorted((a) => (a === answerTitle ? -1 : 0))) {
        const scene = await sceneFor(name, title);
        const { body } = await call(scene, title, withFields.has(name) ? fieldsOf(wanted) : {});
        missing.push(missingIn(body, wanted));
        if (missing.at(-1)?.length === 0) return;
      }
      expect(missing).toContainEqual([]);
    });
  }
});

describe('the exceptions', () => {
  it.each([refused, answeredOtherwise])('speak of examples that there are', (exceptions) => {
    for (const [name, byTitle] of Object.entries(exceptions)) {
      const [, operation] = operations.find(([one]) => one === name)!;
      expect(Object.keys({ ...operation.requests, ...operation.answers })).toEqual(
        expect.arrayContaining(Object.keys(byTitle)),
      );
    }
  });
});

/** One title for each shape. */
function distinct(answers: MetaOperation['answers']): string[] {
  const titlesByShape = new Map(
    Object.entries(answers).map(([title, answer]) => [[...shapeOf(answer)].toSorted().join(), title]),
  );
  return [...titlesByShape.values()];
}

/** The names of what is asked for, from the answer that is wanted. */
function fieldsOf(answer: Record<string, unknown>): Query {
  const [node] = Array.isArray(answer.data) ? (answer.data as object[]) : [answer];
  return { fields: Object.keys(node ?? {}).join() };
}
