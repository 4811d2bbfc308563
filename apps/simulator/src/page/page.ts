import type { Setup } from '../setup/setup.routes.ts';
import { searchOf, shownIn } from './board/address.ts';
import { Board } from './board/board.ts';
import type { Column } from './board/column.ts';
import { businessNumbers, chosenBusiness, knownId, numberChoice } from './board/numbers.ts';
import { spanInWords } from './chat/spans.ts';
import { element } from './dom/elements.ts';
import { make } from './dom/make.ts';
import { Panels } from './panels.ts';
import { ActiveChips } from './scenario/active-chips.ts';
import { ScenarioPanel } from './scenario/scenario-panel.ts';
import { isFirstVisit } from './setup/first-visit.ts';
import { SetupPanel } from './setup/setup-panel.ts';
import { call } from './simulator.client.ts';
import { WirePanel } from './wire/wire-panel.ts';

const shown = shownIn(location.search);
const [numbers, setup] = await Promise.all([businessNumbers(), call<Setup>('GET', '_scenario/setup')]);
shown.number = knownId(numbers, shown.number);
const title = element('business', HTMLElement);
const wire = new WirePanel((wamid) => {
  const column = board.columnWith(wamid);
  if (!column) return false;
  panels.uncover();
  board.goTo(column, wamid);
  return true;
});
const setupPanel = new SetupPanel(setup);
const scenario = new ScenarioPanel(() => wire.clear());
const chips = new ActiveChips();

const board = new Board(shown, numbers, {
  people: (columns) => {
    wire.setPeople(columns);
    setupPanel.setPeople(columns);
    showClock(columns);
  },
  exchange: (exchange) => {
    wire.show(exchange);
    setupPanel.see(exchange);
  },
  scene: (scene) => {
    chips.show(scene);
    scenario.notice(scene);
  },
  showOnWire: (wamid) => {
    panels.show('wire');
    wire.reveal(wamid);
  },
  address: keepAddress,
});

const panels = new Panels(
  {
    wire: { title: 'On the wire', content: wire.element },
    setup: { title: 'Set-up', content: setupPanel.element },
    scenario: { title: 'Scenario', content: scenario.element, onOpen: () => void scenario.open() },
  },
  (open) => {
    shown.panel = open;
    keepAddress();
  },
);
element('setup', HTMLElement).hidden = !setup.alone && shown.panel !== 'setup';
panels.show(shown.panel ?? (setup.alone && isFirstVisit() ? 'setup' : undefined));

const choice = numberChoice(numbers, shown.number, (id) => {
  shown.number = id;
  board.reopen();
  showBusiness();
});
showBusiness();
// Only now do they do anything.
for (const tool of document.querySelectorAll<HTMLButtonElement>('.tools button')) tool.disabled = false;

function showBusiness(): void {
  const { verifiedName } = chosenBusiness(numbers, shown.number);
  document.title = `${verifiedName} · phone`;
  if (!choice) title.textContent = verifiedName;
  else if (!choice.isConnected) title.replaceChildren(choice);
}

function keepAddress(): void {
  history.replaceState(null, '', location.pathname + searchOf(shown));
}

function showClock(columns: Column[]): void {
  const aheadMs = Math.max(0, ...columns.map((column) => column.aheadMs));
  const clock = element('clock', HTMLElement);
  clock.hidden = aheadMs === 0;
  if (!clock.hidden)
    clock.replaceChildren(
      make('span', {}, 'Clock '),
      `+ ${spanInWords(Math.round(aheadMs / 1_000) * 1_000)}`,
    );
}
