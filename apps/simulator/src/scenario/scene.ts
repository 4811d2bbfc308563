import { Injectable } from '@nestjs/common';
import { map, merge, type Observable, startWith } from 'rxjs';

import type { FaultsLeft, Scene } from '../phone/phone.events.ts';
import { Rules } from '../rules/rules.ts';
import { Faults } from './faults.ts';

/** What a scenario has set, for people who wonder why things go wrong. */
@Injectable()
export class SceneWatch {
  /** As it is, and whenever it changes. */
  readonly scenes: Observable<Scene>;

  constructor(faults: Faults, rules: Rules) {
    this.scenes = merge(faults.changed, rules.changed).pipe(
      startWith(undefined),
      map(() => sceneOf(faults.left, rules.unusual)),
    );
  }
}

function sceneOf({ sends, downloads, people = [] }: Faults['left'], rules: Scene['rules']): Scene {
  return {
    ...(sends && { sends: leftOf(sends) }),
    ...(downloads && { downloads: leftOf(downloads) }),
    people: people.length,
    rules,
  };
}

function leftOf(fault: { times: number; of: number; status?: number | string; code?: number }): FaultsLeft {
  const { times, of, status, code } = fault;
  return { times, of, what: [status, code].filter((part) => part !== undefined).join(', ') };
}
