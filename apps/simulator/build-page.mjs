import { buildPage } from '../../tools/build-page.mjs';

await buildPage('simulator', ['index.html']);
