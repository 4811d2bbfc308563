import { main, prepare } from './prepare.mjs';

await main(prepare);
