// Preloaded into an app that is traced: keeps its steps in memory and hands them over when asked, so that nothing leaves the
// process while a message is on its way.
import { stepChannel } from '#platform';

let events = [];
stepChannel.subscribe((event) => void events.push(event));
process.on('message', ({ id, what }) => {
  if (what !== 'steps') return;
  process.send({ id, result: events });
  events = [];
});
