import { buildPage } from '../../tools/build-page.mjs';

await buildPage('ops', ['index.html', 'login.html']);
