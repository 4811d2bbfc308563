// Preloaded into a traced app: keeps its steps in memory and returns them on request, so that nothing leaves the
// process while a message is in flight.
import { stepChannel } from '#platform';

let events = [];
stepChannel.subscribe((event) => void events.push(event));
process.on('message', ({ id, what }) => {
  if (what !== 'steps') return;
  process.send({ id, result: events });
  events = [];
});
