import { openEmbeddedEventLog } from '../../services/platform/event-log/embedded-event-log.ts';

/** Opens the log of a folder, as a process of its own, and says how that went. */
const [folder = ''] = process.argv.slice(2);
try {
  await using log = await openEmbeddedEventLog({ folder });
  console.log(`open at ${log.head()}`);
} catch (error) {
  console.log(error instanceof Error && 'code' in error ? error.code : '', String(error));
}
