import { EVENT_BATCH, postEvents, type IngestResult } from '../../contracts/http/ingest.ts';
import { getStatus } from '../../contracts/http/overview.ts';
import { expectReply, type Instance } from './connect.ts';
import { withRetries } from './with-retries.ts';

/**
 * Makes sure that the instance answers and takes the token, before a file is read in vain, and gives what
 * sends a batch. A batch is sent again when the connection breaks or the service is busy: events have ids,
 * so what arrived is not counted twice.
 * @param onWait hears why it waits, and '' when it goes on
 */
export const createIngest = async (
  instance: Instance,
  stop: AbortSignal,
  onWait: (reason: string) => void,
): Promise<(body: string) => Promise<IngestResult>> => {
  expectReply(getStatus.reply, await instance.call(getStatus.path), instance.url);
  const post = async (body: string): Promise<IngestResult> => {
    const reply = await instance.call(postEvents.path, { body, contentType: EVENT_BATCH });
    onWait('');
    return expectReply(postEvents.reply, reply, instance.url);
  };
  const onRetry = ({ message }: Error) => onWait(`, trying again: ${message}`);
  return (body) => withRetries(() => post(body), { stop, onRetry });
};
