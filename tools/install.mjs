import { prepareInstalled } from './prepare.mjs';
import { main } from './run.mjs';

await main(prepareInstalled);
