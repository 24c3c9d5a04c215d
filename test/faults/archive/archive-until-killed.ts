import { archiveOnce } from '../../../services/platform/archive/archive-once.ts';
import type { ObjectStore } from '../../../services/platform/object-store/object-store.ts';
import { openS3ObjectStore } from '../../../services/platform/object-store/s3-object-store.ts';
import { createSigner } from '../../../services/platform/signing/signer.ts';
import { madeUpEntries, SEGMENT, STREAM } from './made-up-entries.ts';

/**
 * Archives into a MinIO and kills itself at the place that it is told: right before, or right after, its nth object is
 * there. A place past its end is none: it says `done`.
 */
const { ENDPOINT = '', ACCESS_KEY: accessKey = '', SECRET_KEY: secretKey = '' } = process.env;
const { BUCKET: bucket = '', KEY = '', UP_TO = '', DIE_AT = '', WHEN = '' } = process.env;

const end = (): void => void process.kill(process.pid, 'SIGKILL');
const store = await openS3ObjectStore({ endpoint: ENDPOINT, accessKey, secretKey, bucket });
let puts = 0;
const mortal: ObjectStore = {
  async putIfAbsent(name, bytes) {
    puts += 1;
    if (String(puts) === DIE_AT && WHEN === 'before') end();
    const putting = store.putIfAbsent(name, bytes);
    // The request is on its way, and nobody will read the answer.
    if (String(puts) === DIE_AT && WHEN === 'amid') setTimeout(end, 3);
    const outcome = await putting;
    if (String(puts) === DIE_AT && WHEN === 'after') end();
    return outcome;
  },
  get: (name) => store.get(name),
  list: (prefix) => store.list(prefix),
  remove: (name) => store.remove(name),
  [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
};
const signer = createSigner(KEY, 'the test');
const upTo = Number(UP_TO);
const work = { source: madeUpEntries(upTo), store: mortal, stream: STREAM, signer, trusted: signer.trusted };
const { to } = await archiveOnce({ ...work, upTo, size: SEGMENT });
console.log(`done ${to}`);
await store[Symbol.asyncDispose]();
